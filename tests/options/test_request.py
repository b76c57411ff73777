from __future__ import annotations

import datetime

import click
from click.testing import CliRunner

from search.options.groups import GroupedCommand, gathered
from search.options.request import REQUEST_OPTIONS, RequestOptions
from search.requests import Choice, Facet, Query, Scope, Sort


def asked(*arguments: str) -> Query | str:
    """Return the query that the options ask for, or the message that they end with."""
    queries: list[Query] = []

    @click.command(cls=GroupedCommand)
    @gathered("request", RequestOptions, REQUEST_OPTIONS)
    def command(*, request: RequestOptions) -> None:
        queries.append(request.query("mer"))

    result = CliRunner().invoke(command, arguments)
    return queries[0] if queries else result.stderr


def test_without_options_only_the_text_is_asked_for() -> None:
    assert asked() == Query("mer")


def test_every_option_is_asked_for() -> None:
    assert asked(
        *("--sort", "newest", "--scope", "title", "--within", "port", "--within", "île"),
        *("--since", "2024-02", "--until", "2025", "--recent", "--all-reprints"),
    ) == Query(
        text="mer",
        sort=Sort.NEWEST,
        scope=Scope.TITLE,
        first=datetime.date(2024, 2, 1),
        last=datetime.date(2025, 12, 31),
        within=("port", "île"),
        is_grouped=False,
        favors_recent=True,
    )


def test_several_values_of_a_facet_are_one_choice() -> None:
    query = asked(
        *("--site", "a.fr", "--site", "b.fr", "--site", "a.fr", "--author", "AFP"),
        *("--section", "Monde", "--language", "fr", "--year", "2025", "--month", "2025-10"),
        *("--length", "brève", "--picture", "--no-truncated"),
    )
    assert isinstance(query, Query)
    assert query.choices == (
        Choice(Facet.SITE, ("a.fr", "b.fr")),
        Choice(Facet.AUTHOR, ("AFP",)),
        Choice(Facet.SECTION, ("Monde",)),
        Choice(Facet.LANGUAGE, ("fr",)),
        Choice(Facet.YEAR, ("2025",)),
        Choice(Facet.MONTH, ("2025-10",)),
        Choice(Facet.LENGTH, ("brief",)),
        Choice(Facet.PICTURE, ("yes",)),
        Choice(Facet.TRUNCATED, ("no",)),
    )


def test_days_the_wrong_way_round_are_told() -> None:
    assert "--since is after --until" in str(asked("--since", "2025-02", "--until", "2025-01"))
    assert isinstance(asked("--since", "2025-01-31", "--until", "2025-01"), Query)


def test_a_wrong_value_is_told_with_its_option() -> None:
    message = str(asked("--month", "2025-13"))
    assert "Invalid value for '--month': '2025-13' is not of the form 2025-10" in message
