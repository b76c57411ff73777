from __future__ import annotations

import re

import pytest

from search.engines.opensearch.connecting.names import LONGEST_NAME, Names, is_name, new_generation


def test_everything_of_an_index_is_named_after_it() -> None:
    names = Names("presse")
    assert (names.articles, names.state, names.settings) == (
        "presse",
        "presse-state",
        "presse-settings",
    )
    assert names.articles_of("20261122061500-4f2a") == "presse-20261122061500-4f2a"
    assert names.state_of("20261122061500-4f2a") == "presse-20261122061500-4f2a-state"


def test_generations_are_named_by_their_time_and_by_chance() -> None:
    first, second = new_generation(), new_generation()
    assert re.fullmatch(r"20\d{12}-[0-9a-f]{4}", first)
    assert first[:12] <= second[:12]


@pytest.mark.parametrize(
    ("index", "generation"),
    [
        ("presse-20261122061500-4f2a", "20261122061500-4f2a"),
        ("presse-20261122061500-4f2a-state", "20261122061500-4f2a"),
        ("presse-locale-20261122061500-4f2a", None),
        ("presse-settings", None),
        ("presse", None),
        ("journal-20261122061500-4f2a", None),
    ],
)
def test_only_its_own_generations_are_those_of_an_index(index: str, generation: str | None) -> None:
    assert Names("presse").generation_of(index) == generation


@pytest.mark.parametrize("name", ["presse", "presse-2026", "a.b_c", "7", "n" * LONGEST_NAME])
def test_a_name_is_what_servers_allow(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "Presse", "été", "_all", "-a", ".a", "a/b", "a*", "a,b", "a b", "n" * (LONGEST_NAME + 1)],
)
def test_no_other_name_is_taken(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("name", ["a-state", "a-settings", "a-20261122061500-4f2a"])
def test_no_index_is_named_as_a_part_of_another(name: str) -> None:
    assert not is_name(name)
