from benchmarks.query_fuzzing import LONGEST, PIECES, depth, random_queries
from search.query import All, Any, Not, Phrase


def test_random_queries_are_the_same_each_time() -> None:
    first, again = list(random_queries(20)), list(random_queries(20))
    assert first == again
    assert len(set(first)) > 10


def test_random_queries_are_not_too_long() -> None:
    assert max(map(len, random_queries(50))) <= LONGEST * max(map(len, PIECES))


def test_depth_counts_clauses_within_each_other() -> None:
    assert depth(None) == 1
    assert depth(All((Any((Phrase(()),)), Not(Phrase(()))))) == 3
