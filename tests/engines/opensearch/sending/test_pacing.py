from __future__ import annotations

import contextlib
import threading

from hypothesis import given
from hypothesis import strategies as st

from search.engines.opensearch.sending.pacing import Gate, Pace


def test_a_refusal_halves_what_may_be_on_its_way() -> None:
    gate = Gate(8)
    allowed = []
    for _ in range(5):
        gate.refuse()
        allowed.append(gate.allowed)
    assert allowed == [4, 2, 1, 1, 1]


def test_what_is_taken_lets_more_through_one_by_one_up_to_what_it_was() -> None:
    gate = Gate(4)
    gate.refuse()
    allowed = []
    for _ in range(8):
        gate.take()
        allowed.append(gate.allowed)
    assert allowed == [2, 3, 3, 3, 4, 4, 4, 4]


def test_a_refusal_begins_the_count_of_what_was_taken_anew() -> None:
    gate = Gate(8)
    gate.refuse()
    gate.take()
    gate.refuse()
    gate.take()
    assert gate.allowed == 2


def test_no_more_pass_at_a_time_than_are_allowed() -> None:
    gate = Gate(2)
    gate.refuse()
    passed: list[int] = []

    def pass_through() -> None:
        with gate.passing():
            passed.append(1)

    with contextlib.ExitStack() as stack:
        stack.enter_context(gate.passing())
        other = threading.Thread(target=pass_through)
        other.start()
        other.join(0.02)
        assert passed == []
        stack.close()
        other.join(10)
    assert passed == [1]


@given(st.integers(0, 10_000))
def test_a_pause_is_half_of_what_it_may_be_at_least(number: int) -> None:
    pace = Pace(first_pause_seconds=1, longest_pause_seconds=8)
    longest = min(8, 2 ** min(number, 10))
    assert longest / 2 <= pace.pause(number) <= longest
