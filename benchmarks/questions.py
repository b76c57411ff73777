"""The queries that every engine answers, and the file that hands them over."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Iterable
from pathlib import Path


class Kind(enum.StrEnum):
    """What a query asks for."""

    OR = "or"
    AND = "and"
    PHRASE = "phrase"
    PREFIX = "prefix"
    PREFIX_WORD = "prefix+word"
    FUZZY = "fuzzy"
    DATE = "date"
    SITE = "site"
    PAGE = "page"
    RESULTS = "results"


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """A query, analyzed.

    `terms` are stems: any of them (or, date, site), all (and), in a row (phrase), or one beside
    `pattern`, which is the beginning of a term (prefix, prefix+word) or a misspelt one (fuzzy).
    `first` and `last` are days as ISO 8601 writes them, both included. `text` is what is typed
    for a whole page of results, alone (page) or with all facets and groups (results).
    """

    kind: Kind
    terms: tuple[str, ...] = ()
    pattern: str = ""
    first: str = ""
    last: str = ""
    site: str = ""
    text: str = ""


def write_questions(path: Path, questions: Iterable[Question]) -> None:
    """Write questions as a JSON array."""
    values = [dataclasses.asdict(question) for question in questions]
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def read_questions(path: Path) -> list[Question]:
    """Return what `write_questions` wrote."""
    return [
        Question(**(value | {"kind": Kind(value["kind"]), "terms": tuple(value["terms"])}))
        for value in json.loads(path.read_text(encoding="utf-8"))
    ]
