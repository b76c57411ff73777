from collections.abc import Sequence

from search.remembering import Remembered


class Asked:
    """Answers with the square of each number, and notes what it was asked."""

    def __init__(self) -> None:
        self.numbers: list[list[int]] = []

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.numbers.append([*numbers])
        return [number * number for number in numbers]


def test_what_is_not_known_is_asked_at_once_and_each_only_once() -> None:
    ask = Asked()
    squares = Remembered(ask, 10)
    assert squares.of([3, 1, 3]) == [9, 1, 9]
    assert squares.of([1, 2, 3, 4]) == [1, 4, 9, 16]
    assert squares.of([4, 2]) == [16, 4]
    assert squares.of([]) == []
    assert ask.numbers == [[3, 1], [2, 4]]


def test_what_was_asked_first_is_forgotten_first() -> None:
    ask = Asked()
    squares = Remembered(ask, 2)
    assert squares.of([1, 2, 3]) == [1, 4, 9]
    assert squares.of([2, 3]) == [4, 9]
    assert squares.of([1]) == [1]
    assert ask.numbers == [[1, 2, 3], [1]]
