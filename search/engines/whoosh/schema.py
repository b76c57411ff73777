"""The fields of the index and how terms become postings."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh import columns, fields, formats

from search.engines.base import Postings

STEM = "stem"
EXACT = "exact"
ID = "id"
DIGEST = "digest"
TRACE = "trace"
DOCUMENT = "document"

INDEX_NAME = f"trouvaille{3}"
"""Name of the index in its folder, with the version of its format."""


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field whose terms and positions are given, not analyzed by Whoosh."""

    def __init__(self) -> None:
        super().__init__(format=formats.Positions(), analyzer=None, scorable=True)

    def index(
        self, value: Postings, **_options: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield term, frequency, weight and encoded positions of each term of a document."""
        for term, positions in value.items():
            frequency = len(positions)
            yield term.encode(), frequency, float(frequency), self.format.encode(positions)


def schema() -> fields.Schema:
    """Return the schema of every index of this version."""
    return fields.Schema(
        **{
            STEM: TermsField(),
            EXACT: TermsField(),
            ID: fields.ID(unique=True, sortable=columns.VarBytesColumn()),
            DIGEST: fields.COLUMN(columns.VarBytesColumn()),
            TRACE: fields.COLUMN(columns.VarBytesColumn()),
            DOCUMENT: fields.STORED(),
        }
    )
