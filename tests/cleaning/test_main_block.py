import pytest

from search.cleaning.main_block import main_block


@pytest.mark.parametrize(
    ("lengths", "block"),
    [
        ([], (0, 0, 0)),
        ([70, 10], (0, 0, 0)),
        ([71], (0, 1, 1)),
        ([10, 100, 50, 200, 10], (1, 4, 140)),
        ([100, 0, 0, 200], (3, 4, 130)),
        ([400], (0, 1, 330)),
        ([4_000], (0, 1, 330)),
    ],
)
def test_the_run_outweighs_its_own_short_lines_most(
    lengths: list[int], block: tuple[int, int, int]
) -> None:
    assert main_block(lengths) == block
