"""What is remembered of a document so that the others of its site can be cleaned better."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import json
import sys
import tempfile
from array import array
from collections.abc import Iterator, Mapping
from typing import Any, Self

from search.cleaning.lines import Line
from search.cleaning.reasons import Reason
from search.cleaning.reprints import Signature, sign
from search.models import Block, CleanedDocument, Cleaning, Label

UNKNOWN_SITE = "unknown"
"""The site of documents that do not say where they come from."""

MOST_LINES = 1000
"""Lines of a document that are remembered, half from its beginning and half from its end: menus
and footers stand there, and a document of 200,000 lines must not fill the index."""

PROSE = 0.2
"""Prose, in full sentences' worth, from which a line is a paragraph that articles may share."""

_SENTENCE_WORDS = 4
_TO_READER = frozenset({"vous", "votre", "vos"})
"""A sentence is shared like a paragraph, unless it speaks to the reader, as sites do."""

TITLE_WORDS = 6
"""Words from which a line says enough to be another document's title."""

_NEVER_TEMPLATE = frozenset({Label.TITLE, Label.CAPTION})
_REMARK_WORDS = 3
"""Words up to which a sentence is a remark that any two interviews may share: « Oui. »"""

_encode = json.JSONEncoder(ensure_ascii=False).encode

Keys = frozenset[int]
"""Lines, as 64-bit hashes of their words."""


class DamagedTraceError(Exception):
    """A trace that is none, as it may be in the index of a stranger."""


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What the other documents say of one.

    `chrome` are its lines that are the site's, `related` those that are titles of others, `group`
    is the id that stands for its reprints.
    """

    chrome: Keys = frozenset()
    related: Keys = frozenset()
    group: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Trace:
    """A document that was cleaned by itself, in a few hundred bytes.

    `lines` are all its lines, `prose` those that are paragraphs, `kept` those that a verdict may
    remove. `verdict` is what was last said of the document.
    """

    site: str
    lines: Keys
    prose: Keys
    kept: Keys
    title: int | None
    length: int
    published: str
    signature: Signature
    verdict: Verdict = Verdict()


def trace_of(
    document: CleanedDocument,
    cleaning: Cleaning = Cleaning.AUTO,
    *,
    signature: Signature | None = None,
) -> Trace:
    """Return what is remembered of a document that was cleaned by itself.

    With Cleaning.OFF, when nothing is removed, its lines are not. The `signature` is that of its
    text, where it is known.
    """
    text, site = document.text, document.metadata.site or UNKNOWN_SITE
    published = document.metadata.published
    day = published.isoformat() if published else ""
    none: Keys = frozenset()
    signature = sign(text) if signature is None else signature
    trace = Trace(site, none, none, none, None, len(text), day, signature)
    return trace if cleaning is Cleaning.OFF else _with_lines(trace, document)


def _with_lines(trace: Trace, document: CleanedDocument) -> Trace:
    blocks = document.blocks
    if len(blocks) > MOST_LINES:
        blocks = (*blocks[: MOST_LINES // 2], *blocks[-MOST_LINES // 2 :])
    pairs = [(block, line) for block in blocks if (line := Line(0, block.text)).key]
    keys = [_key(line) for _, line in pairs]
    known = list(zip(keys, pairs, strict=True))
    return dataclasses.replace(
        trace,
        lines=frozenset(keys),
        prose=frozenset(key for key, (_, line) in known if _is_shared(line)),
        kept=frozenset(key for key, (block, line) in known if _may_be_template(block, line)),
        title=_title_key(document),
    )


def line_key(text: str) -> int:
    """Return the key that lines with the same words share."""
    return _key(Line(0, text))


def may_be_template(block: Block) -> bool:
    """Tell whether a kept block may turn out to be the site's: no title, caption or remark.

    Nor is it one that the user always keeps.
    """
    return block.label.is_kept and _may_be_template(block, Line(0, block.text))


def may_be_shared(block: Block) -> bool:
    """Tell whether a block is a paragraph or sentence that articles may share."""
    return _is_shared(Line(0, block.text))


class Traces(Mapping[str, Trace]):
    """Traces by id, as lines of JSON in a temporary file; a context manager."""

    def __init__(self) -> None:
        self._ends = array("q", [0])
        self._is_at_end = True
        self._numbers: dict[str, int] = {}

    def add(self, id: str, line: str) -> None:
        """Remember a trace, as `trace_to_json` wrote it, in the place of one of the same id."""
        self._numbers[id] = len(self._ends) - 1
        if not self._is_at_end:
            self._file.seek(self._ends[-1])
            self._is_at_end = True
        self._ends.append(self._ends[-1] + self._file.write(line.encode("utf-8", "surrogatepass")))

    def line(self, id: str) -> str:
        """Return a trace as it was added; raises KeyError."""
        number = self._numbers[id]
        self._is_at_end = False
        self._file.seek(self._ends[number])
        line = self._file.read(self._ends[number + 1] - self._ends[number])
        return line.decode("utf-8", "surrogatepass")

    def __getitem__(self, id: str) -> Trace:
        line = self.line(id)
        try:
            return trace_from_json(line)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise DamagedTraceError(f"what it remembers of {id!r} makes no sense") from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __enter__(self) -> Self:
        """Make the file."""
        self._files = contextlib.ExitStack()
        self._file = self._files.enter_context(tempfile.TemporaryFile())
        return self

    def __exit__(self, *exception: object) -> None:
        """Delete the file."""
        self._files.close()


def trace_to_json(trace: Trace) -> str:
    """Return a trace as a line of JSON."""
    verdict = trace.verdict
    return _encode(
        {
            "site": trace.site,
            "lines": _pack(trace.lines),
            "prose": _pack(trace.prose),
            "kept": _pack(trace.kept),
            "title": trace.title,
            "length": trace.length,
            "published": trace.published,
            "signature": base64.b64encode(trace.signature).decode(),
            "chrome": _pack(verdict.chrome),
            "related": _pack(verdict.related),
            "group": verdict.group,
        }
    )


def trace_from_json(line: str) -> Trace:
    """Return the trace that `trace_to_json` wrote; raises KeyError, TypeError or ValueError."""
    value: dict[str, Any] = json.loads(line)
    return Trace(
        site=value["site"],
        lines=_unpack(value["lines"]),
        prose=_unpack(value["prose"]),
        kept=_unpack(value["kept"]),
        title=value["title"],
        length=value["length"],
        published=value["published"],
        signature=base64.b64decode(value["signature"]),
        verdict=Verdict(_unpack(value["chrome"]), _unpack(value["related"]), value["group"]),
    )


def _is_shared(line: Line) -> bool:
    """Tell whether two articles may have the line without its being the site's."""
    if line.prose >= PROSE:
        return True
    is_sentence = line.word_count >= _SENTENCE_WORDS and line.text.endswith((".", "!", "?"))
    return is_sentence and _TO_READER.isdisjoint(line.words)


def _may_be_template(block: Block, line: Line) -> bool:
    if not block.label.is_kept or block.label in _NEVER_TEMPLATE:
        return False
    if block.reason == Reason.ALWAYS_KEPT:
        return False
    is_remark = line.word_count <= _REMARK_WORDS and block.text.endswith((".", "!", "?"))
    return bool(line.words) and not is_remark


def _key(line: Line) -> int:
    digest = hashlib.blake2b(line.key.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _title_key(document: CleanedDocument) -> int | None:
    title = document.title or ""
    return line_key(title) if Line(0, title).word_count >= TITLE_WORDS else None


def _pack(keys: Keys) -> str:
    if not keys:
        return ""
    packed = array("Q", sorted(keys))
    if sys.byteorder == "big":
        packed.byteswap()
    return base64.b64encode(packed.tobytes()).decode()


def _unpack(text: str) -> Keys:
    if not text:
        return frozenset()
    keys = array("Q", base64.b64decode(text))
    if sys.byteorder == "big":
        keys.byteswap()
    return frozenset(keys)
