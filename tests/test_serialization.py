import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.models import (
    Block,
    CleanedDocument,
    Label,
    Metadata,
)
from search.serialization import (
    document_from_json,
    document_from_stored,
    document_to_json,
    stored_document,
    stored_value,
)

texts = st.text(max_size=20)
zones = st.integers(-12, 12).map(lambda hours: datetime.timezone(datetime.timedelta(hours=hours)))
moments = st.datetimes(timezones=st.none() | zones)
documents = st.builds(
    CleanedDocument,
    id=st.text(min_size=1, max_size=20),
    blocks=st.lists(
        st.builds(Block, st.integers(0, 99), texts, st.sampled_from(Label), texts), max_size=4
    ).map(tuple),
    metadata=st.builds(
        Metadata,
        title=st.none() | texts,
        published=st.none() | st.dates(),
        site=st.none() | texts,
        subtitle=st.none() | texts,
        agency=st.none() | texts,
        published_at=st.none() | moments,
        modified_at=st.none() | moments,
        section=st.none() | texts,
        tags=st.lists(texts, max_size=3).map(tuple),
        image=st.none() | texts,
        is_truncated=st.booleans(),
    ),
    is_unsure=st.booleans(),
)


@given(documents)
def test_a_document_survives_being_written_and_read(document: CleanedDocument) -> None:
    assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document


@given(documents)
def test_a_document_survives_being_stored_but_for_what_is_empty(document: CleanedDocument) -> None:
    value = {key: each for key, each in document_to_json(document).items() if each}
    assert document_from_stored(stored_document(document)) == document_from_json(value)


@given(documents)
def test_a_stored_document_has_the_json_of_what_a_document_has(document: CleanedDocument) -> None:
    value = {key: each for key, each in document_to_json(document).items() if each}
    value.pop("text", None)
    assert stored_value(stored_document(document)) == value


def test_a_stored_document_is_a_line_of_json_and_its_texts() -> None:
    blocks = Block(1, "L’été\n", Label.TITLE, "titre"), Block(2, '"Oui"', Label.BODY, "corps")
    assert stored_document(CleanedDocument("a", blocks)).decode() == (
        '{"id": "a", "blocks": [[1, "title", "titre", 6], [2, "body", "corps", 5]]}\nL’été\n"Oui"'
    )


@pytest.mark.parametrize("texts", ["", "La me", "La mer."])
def test_texts_that_are_not_as_long_as_their_blocks_are_refused(texts: str) -> None:
    head = '{"id": "a", "blocks": [[1, "body", "corps", 6]]}\n'
    with pytest.raises(ValueError, match="end elsewhere"):
        document_from_stored((head + texts).encode())


def test_a_document_written_before_a_key_was_known_can_be_read() -> None:
    document = CleanedDocument("a", (), Metadata(title="Le pont", language="fr"))
    written = document_to_json(document)
    first_keys = {"id", "title", "author", "published", "site", "url", "language", "text", "blocks"}
    assert document_from_json({key: written[key] for key in first_keys}) == document


def test_a_document_names_its_moments_with_their_time_zone() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    moment = datetime.datetime(2022, 9, 20, 8, 31, tzinfo=zone)
    written = document_to_json(CleanedDocument("a", (), Metadata(published_at=moment)))
    assert written["published_at"] == "2022-09-20T08:31:00+02:00"
    assert (written["tags"], written["is_truncated"]) == ([], False)
