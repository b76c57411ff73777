import pickle
from collections import Counter
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.opensearch.terms.dictionary import Dictionary
from search.engines.opensearch.terms.dictionary_builder import DictionaryBuilder
from search.models import Block, CleanedDocument, Label, Metadata
from search.query import Field, Prefix, Zone
from tests.engines.naive_documents import naive_document
from tests.engines.opensearch.state import State
from tests.engines.storing import batch, document

texts = st.lists(
    st.lists(st.sampled_from(["les", "chevaux", "cheval", "de", "Meaux", "11"]), max_size=6).map(
        " ".join
    ),
    min_size=1,
    max_size=5,
)


def terms(builder: DictionaryBuilder, field: Field) -> dict[str, int]:
    """Return the terms that it writes."""
    state = State()
    state.write(builder.blocks("r0"))
    return dict(Dictionary(state.search, "here").terms(Prefix("", field)))


def built(*documents: CleanedDocument) -> DictionaryBuilder:
    builder = DictionaryBuilder()
    builder.add(batch(documents))
    return builder


def held(documents: list[CleanedDocument], field: Field) -> dict[str, int]:
    """Return in how many documents each term stands, and those of removed text alone in none."""
    counts = Counter[str]()
    for each in map(naive_document, documents):
        counts.update(set(each.terms(field, Zone.KEPT)))
        counts.update(dict.fromkeys(each.terms(field, Zone.REMOVED), 0))
    return counts


@settings(max_examples=60, deadline=None)
@given(texts, st.integers(1, 40))
def test_terms_are_counted_in_the_documents_that_hold_them(given: list[str], flags: int) -> None:
    documents = [document(str(number), text) for number, text in enumerate(given)]
    with mock.patch("search.engines.opensearch.terms.dictionary_builder._FLAGS", flags):
        builder = built(*documents)
    for field in Field:
        assert terms(builder, field) == held(documents, field)


def test_terms_of_removed_text_are_among_them() -> None:
    blocks = (Block(0, "Le texte", Label.BODY, "corps"), Block(1, "Le menu", Label.CHROME, "menu"))
    builder = built(CleanedDocument("d", blocks, Metadata()))
    assert terms(builder, Field.EXACT) == {"le": 1, "menu": 0, "texte": 1}


def test_what_several_processes_counted_is_put_together() -> None:
    first, second = built(document("a", "la mer")), built(document("b", "la mère"))
    first.merge(pickle.loads(pickle.dumps(second)))
    assert terms(first, Field.EXACT) == {"la": 2, "mer": 1, "mere": 1}
    assert len(first) == 3 + len(terms(first, Field.STEM))


def test_batches_add_up() -> None:
    builder = DictionaryBuilder()
    for number in range(3):
        builder.add(batch([document(str(number), f"la mer {number}")]))
    assert terms(builder, Field.EXACT) == {"0": 1, "1": 1, "2": 1, "la": 3, "mer": 3}


def test_a_builder_without_documents_writes_nothing() -> None:
    builder = DictionaryBuilder()
    assert [*builder.blocks("r0")] == []
    builder.add(batch([document("a", "")]))
    assert [*builder.blocks("r0")] == []


def test_a_builder_is_full_at_so_many_terms() -> None:
    builder = built(document("a", "mer port"))
    for limit, is_full in ((4, True), (5, False)):
        with mock.patch("search.engines.opensearch.terms.dictionary_builder.FULL", limit):
            assert builder.is_full is is_full
