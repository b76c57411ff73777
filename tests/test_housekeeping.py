import gc
from collections.abc import Iterator

import pytest

from search.housekeeping import no_search_for_cycles


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    yield
    gc.enable()


def test_no_cycles_are_looked_for_until_the_work_is_done() -> None:
    with no_search_for_cycles():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_cycles_are_looked_for_again_after_a_failure() -> None:
    with pytest.raises(KeyError), no_search_for_cycles():
        raise KeyError
    assert gc.isenabled()


def test_who_looks_for_no_cycles_goes_on_so() -> None:
    gc.disable()
    with no_search_for_cycles():
        pass
    assert not gc.isenabled()
