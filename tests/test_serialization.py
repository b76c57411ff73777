import datetime
import json

from hypothesis import given
from hypothesis import strategies as st

from search.models import (
    Block,
    CleanedDocument,
    Hit,
    Label,
    Metadata,
    Passage,
    ResultPage,
    Snippet,
)
from search.serialization import document_from_json, document_to_json, page_to_json

texts = st.text(max_size=20)
documents = st.builds(
    CleanedDocument,
    id=texts,
    blocks=st.lists(
        st.builds(Block, st.integers(0, 99), texts, st.sampled_from(Label), texts), max_size=4
    ).map(tuple),
    metadata=st.builds(
        Metadata,
        title=st.none() | texts,
        published=st.none() | st.dates(),
        site=st.none() | texts,
    ),
    is_unsure=st.booleans(),
)


@given(documents)
def test_a_document_survives_being_written_and_read(document: CleanedDocument) -> None:
    assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document


def test_a_result_page_has_the_shape_that_programs_rely_on() -> None:
    document = CleanedDocument(
        "a",
        (Block(1, "La mer", Label.BODY, "corps"),),
        Metadata(
            url="https://exemple.fr/a", site="exemple.fr", published=datetime.date(2025, 10, 26)
        ),
    )
    hit = Hit(1, 2.5, document, Passage("La mer"), Snippet((Passage("La mer", ((3, 6),)),)))
    page = ResultPage("mer", 1, 10, 1, 1.23456, ("attention",), (hit,))
    assert page_to_json(page) == {
        "query": "mer",
        "total": 1,
        "took_ms": 1.235,
        "warnings": ["attention"],
        "hits": [
            {
                "rank": 1,
                "id": "a",
                "score": 2.5,
                "title": "La mer",
                "url": "https://exemple.fr/a",
                "site": "exemple.fr",
                "published": "2025-10-26",
                "snippet": {"text": "La mer", "highlights": [[3, 6]]},
            }
        ],
    }
