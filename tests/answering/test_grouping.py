from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.answering.grouping import first_of_groups
from search.engines.base import Candidate, Matches

groups = st.lists(st.none() | st.sampled_from("ab"), max_size=40)


class Result:
    """Documents in their order, by the groups that they are of; remembers what it was asked."""

    def __init__(self, groups: Sequence[str | None]) -> None:
        self._groups = groups
        self.asked: list[int] = []

    def find(self, limit: int) -> Matches:
        self.asked.append(limit)
        count = len(self._groups)
        candidates = [Candidate(key, str(key), float(count - key)) for key in range(count)]
        return Matches(count, tuple(candidates[:limit]))

    def groups_of(self, keys: Sequence[int]) -> list[str | None]:
        return [self._groups[key] for key in keys]


def shown(result: Result, wanted: int) -> list[int]:
    found = first_of_groups(result.find, result.groups_of, wanted)
    return [candidate.key for candidate in found.candidates]


@given(groups, st.integers(1, 50))
def test_the_first_of_each_group_is_shown_and_all_without_one(
    groups: list[str | None], wanted: int
) -> None:
    firsts = [key for key, group in enumerate(groups) if group is None or group not in groups[:key]]
    result = Result(groups)
    assert shown(result, wanted) == firsts[:wanted]
    assert first_of_groups(result.find, result.groups_of, wanted).total == len(groups)


@pytest.mark.parametrize(
    ("groups", "asked"),
    [
        ([None] * 500, [60]),
        (["a"] * 50 + [None] * 450, [60]),
        (["a"] * 59 + [None] * 441, [60, 240]),
        (["a"] * 500, [60, 240, 500]),
        (["a"] * 5, [60]),
    ],
)
def test_more_is_asked_for_only_where_reprints_leave_too_few(
    groups: list[str | None], asked: list[int]
) -> None:
    result = Result(groups)
    shown(result, 10)
    assert result.asked == asked
