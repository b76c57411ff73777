"""What is taken out of Trouvaille, and the formats that it is written in."""

from __future__ import annotations

import dataclasses
import datetime
import enum
from collections.abc import Iterable

from search.models import Hit
from search.requests import Query


class ExportFormat(enum.StrEnum):
    """A format that a whole result can be written in."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    RIS = "ris"
    BIBTEX = "bibtex"
    ATOM = "atom"


class CitationFormat(enum.StrEnum):
    """A format that a single document can be cited in; TEXT is a French reference."""

    TEXT = "text"
    RIS = "ris"
    BIBTEX = "bibtex"


@dataclasses.dataclass(frozen=True, slots=True)
class Export:
    """A result to be written, and what makes it possible to find it again.

    `reading` is the sentence that the query was read as, empty where there is none; `total` says
    how many hits there are, `index_version` of which state of which index the result is;
    `asked_at` has a time zone. `hits` are asked for one by one. `address` is where the result
    itself can be found, if it can.
    """

    query: Query
    reading: str
    total: int
    index_version: str
    asked_at: datetime.datetime
    hits: Iterable[Hit]
    address: str | None = None
