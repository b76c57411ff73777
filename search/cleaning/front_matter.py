"""The front matter of Markdown: what a text declares of itself above its first line."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Sequence

from search.cleaning.metadata import merge_metadata
from search.cleaning.moments import day_of, read_moment
from search.cleaning.page_metadata import is_web_address
from search.cleaning.reasons import Reason
from search.models import Block, Format, Label, Metadata, RawDocument

LONGEST = 10_000
"""Characters in which front matter ends."""

_FENCE = re.compile(r"---[ \t]*")
_ROW = re.compile(r"[^\n]*\n|[^\n]+$")
_ENTRY = re.compile(r"(\w[\w-]{0,40}):(?:[ \t]+(.*))?")
_MORE = re.compile(r"[ \t]*- +(.*)|[ \t]+\S.*|#.*|[ \t]*")
_NAMES = {
    "auteur": "author",
    "authors": "author",
    "keywords": "tags",
    "published": "date",
    "titre": "title",
}

Fields = dict[str, list[str]]


@dataclasses.dataclass(frozen=True, slots=True)
class FrontMatter:
    """The lines of the front matter, and the document without them but with what they declare."""

    blocks: tuple[Block, ...]
    document: RawDocument


def split_front_matter(raw: RawDocument) -> FrontMatter | None:
    """Part a text from its front matter; None where it has none.

    Empty lines stand in its place, so that the lines of the text keep their numbers.
    """
    if raw.format is not Format.TEXT or not raw.text.startswith("---"):
        return None
    rows = _ROW.findall(raw.text[:LONGEST])
    ends = (place for place in range(1, len(rows)) if _FENCE.fullmatch(rows[place].rstrip("\r\n")))
    end = next(ends, 0) + 1
    fields = _read_fields([row.rstrip() for row in rows[1 : end - 1]])
    if not fields or not _FENCE.fullmatch(rows[0].rstrip("\r\n")):
        return None
    numbered = enumerate(map(str.strip, rows[:end]), start=1)
    blocks = [Block(n, row, Label.SOURCE, Reason.FRONT_MATTER) for n, row in numbered if row]
    text = "\n" * end + raw.text[sum(map(len, rows[:end])) :]
    declared = merge_metadata(raw.declared, _metadata(fields))
    return FrontMatter(tuple(blocks), dataclasses.replace(raw, text=text, declared=declared))


def _read_fields(rows: Sequence[str]) -> Fields:
    """Read names and values as YAML writes them most often; nothing where a line is neither."""
    fields: Fields = {}
    values: list[str] = []
    for row in rows:
        entry, more = _ENTRY.fullmatch(row), _MORE.fullmatch(row)
        if entry:
            name = entry[1].lower()
            values = fields.setdefault(_NAMES.get(name, name), [])
            values += _values(entry[2] or "")
        elif more and (fields or not row.strip()):
            values += _values(more[1] or "")
        else:
            return {}
    return fields


def _values(text: str) -> list[str]:
    text = text.strip()
    parts = text[1:-1].split(",") if text[:1] == "[" and text[-1:] == "]" else [text]
    plain = [part.strip().strip("\"'").strip() for part in parts]
    return [part for part in plain if part]


def _metadata(fields: Fields) -> Metadata:
    moment = next(filter(None, map(read_moment, fields.get("date", ()))), None)
    return Metadata(
        title=next(iter(fields.get("title", ())), None),
        author=", ".join(fields.get("author", ())) or None,
        published=day_of(moment) if moment else None,
        url=next(filter(is_web_address, fields.get("url", ())), None),
        published_at=moment if isinstance(moment, datetime.datetime) else None,
        tags=tuple(fields.get("tags", ())),
    )
