"""The fields of the index as Whoosh knows them."""

from __future__ import annotations

from whoosh import columns, fields, formats

from search.engines.whoosh.codec.columns import NAMES
from search.query import Field

ID = "id"
DIGEST = "digest"
DOCUMENT = "document"


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field whose terms and positions are given, not analyzed by Whoosh."""

    def __init__(self) -> None:
        super().__init__(format=formats.Positions(), analyzer=None, scorable=True)


def schema() -> fields.Schema:
    """Return the schema of every index."""
    kept = {name: fields.COLUMN(columns.VarBytesColumn()) for name in (ID, DIGEST, *NAMES)}
    terms = {field.value: TermsField() for field in Field}
    return fields.Schema(**terms, **kept, **{DOCUMENT: fields.STORED()})
