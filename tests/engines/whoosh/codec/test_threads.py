import pytest

from search.engines.whoosh.codec.threads import Threads


@pytest.mark.parametrize("count", [1, 3])
def test_results_are_those_of_the_work_in_any_number_of_threads(count: int) -> None:
    threads = Threads(count)
    waiting = [threads.start(pow, base, exp=2) for base in range(50)]
    assert [result() for result in waiting] == [base * base for base in range(50)]
    threads.close()


@pytest.mark.parametrize("count", [1, 3])
def test_what_goes_wrong_is_raised_where_the_result_is_asked_for(count: int) -> None:
    threads = Threads(count)
    result = threads.start(int, "no number")
    with pytest.raises(ValueError, match="no number"):
        result()
    threads.close()
