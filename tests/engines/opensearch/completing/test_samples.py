from search.engines.opensearch.completing.samples import KEYS, some_of
from search.engines.opensearch.queries.matching import filter_of
from search.query import Word

QUERY = filter_of(Word("mer", "mer", "mer", is_stop=False))


def test_few_documents_are_all_looked_at() -> None:
    assert some_of(QUERY, 10, 10) == QUERY
    assert some_of(QUERY, 10, 0) == QUERY


def test_of_many_documents_a_part_of_all_keys_is_looked_at() -> None:
    quarter = {"range": {"key": {"lt": KEYS // 4}}}
    assert some_of(QUERY, 10, 40) == {"bool": {"filter": [QUERY, quarter]}}
