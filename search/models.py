"""The values that flow through Trouvaille: documents on the way in, results on the way out."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import enum
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from search.readings import Reading

if TYPE_CHECKING:
    from search.advice import Advice
    from search.facets import Facets

Span = tuple[int, int]
"""Half-open range of code points into the text that the owner's docstring names."""

HEADING_WORDS = 12
"""Words shown in place of a lost title: about one line of the results page."""


class Format(enum.Enum):
    """What the text of a raw document is written in."""

    TEXT = "text"
    HTML = "html"


class Label(enum.StrEnum):
    """What a block is to its document.

    Blocks of a label that `is_kept` belong to the article and are searched.
    """

    is_kept: bool

    TITLE = "title", True
    LEAD = "lead", True
    BODY = "body", True
    CAPTION = "caption", True
    BYLINE = "byline", False
    SOURCE = "source", False
    CHROME = "chrome", False
    RELATED = "related", False
    DUPLICATE = "duplicate", False

    def __new__(cls, name: str, is_kept: bool = False) -> Self:  # noqa: FBT001, FBT002 - no caller
        """Make the label of this name."""
        label = str.__new__(cls, name)
        label._value_ = name
        label.is_kept = is_kept
        return label


class Cleaning(enum.Enum):
    """Whether the cleaner decides what to keep, or everything is kept."""

    AUTO = "auto"
    OFF = "off"


@dataclasses.dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text; None where nothing is known.

    `published` is a calendar day without time zone, `published_at` and `modified_at` are moments,
    with a time zone where the document gives one; `language` is an ISO 639-1 code. Several authors
    are separated by commas; `agency` is the news agency whose text it is. `url` and `image` are
    addresses. `is_truncated` tells that the article goes on where the document does not.
    """

    title: str | None = None
    author: str | None = None
    published: datetime.date | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None
    subtitle: str | None = None
    agency: str | None = None
    published_at: datetime.datetime | None = None
    modified_at: datetime.datetime | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    is_truncated: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as it was read: decoded, not yet cleaned.

    `id` is unique within one reading; `origin` names the file (and, for JSON Lines, the line
    after a colon) for messages; `digest` changes whenever the bytes that it was read from do;
    `declared` is what a JSON Lines object says beside the text.
    """

    id: str
    text: str
    format: Format
    origin: str
    digest: str
    declared: Metadata = Metadata()


@dataclasses.dataclass(frozen=True, slots=True)
class Rejection:
    """A document that could not be read, and why, in one line for the user."""

    document: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One labeled piece of a document's text.

    `line` is the 1-based line of the input where it begins, 0 for a title that stood apart from
    the text (in a JSON Lines field or in a page's head). `reason` tells a reader, in French, why
    the block has its label.
    """

    line: int
    text: str
    label: Label
    reason: str


_block_setters = tuple(vars(Block)[name].__set__ for name in Block.__slots__)


def make_blocks(
    lines: Sequence[int], texts: Sequence[str], labels: Sequence[Label], reasons: Sequence[str]
) -> list[Block]:
    """Return blocks of their fields, in half the time that as many calls of `Block` take.

    The fields of a frozen dataclass are set one by one; here a field of all blocks is set at once.
    """
    blocks = [object.__new__(Block) for _ in lines]
    for setter, values in zip(_block_setters, (lines, texts, labels, reasons), strict=True):
        collections.deque(map(setter, blocks, values), maxlen=0)
    return blocks


@dataclasses.dataclass(frozen=True, slots=True)
class CleanedDocument:
    """A document whose every block is labeled, in input order.

    `group` is the id of the most complete of the documents that are reprints of each other, None
    for a document without reprints. `is_unsure` tells that the labels left next to nothing of it,
    so that they may be wrong.
    """

    id: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    group: str | None = None
    is_unsure: bool = False

    @property
    def kept(self) -> tuple[Block, ...]:
        """The blocks that are searched."""
        return tuple(block for block in self.blocks if block.label.is_kept)

    @property
    def removed(self) -> tuple[Block, ...]:
        """The blocks that are not searched."""
        return tuple(block for block in self.blocks if not block.label.is_kept)

    @property
    def text(self) -> str:
        """The kept text, a block a line."""
        return "\n".join(block.text for block in self.kept)

    @property
    def title(self) -> str | None:
        """The title, or None where the document lost it."""
        return self.metadata.title

    @property
    def heading(self) -> str:
        """The title or, without one, the first words of the text, or else the id."""
        if self.metadata.title:
            return self.metadata.title
        words = self.text.split(maxsplit=HEADING_WORDS)
        if len(words) <= HEADING_WORDS:
            return " ".join(words) or self.id
        return " ".join(words[:HEADING_WORDS]) + "…"


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text with the spans of it that match, ascending and disjoint."""

    text: str
    highlights: tuple[Span, ...] = ()


PASSAGE_SEPARATOR = " … "


@dataclasses.dataclass(frozen=True, slots=True)
class Snippet:
    """The passages that show best why a document was found, in the document's order."""

    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The passages as one text."""
        return PASSAGE_SEPARATOR.join(passage.text for passage in self.passages)

    @property
    def highlights(self) -> tuple[Span, ...]:
        """The matching spans of `text`."""
        spans: list[Span] = []
        offset = 0
        for passage in self.passages:
            spans += [(start + offset, end + offset) for start, end in passage.highlights]
            offset += len(passage.text) + len(PASSAGE_SEPARATOR)
        return tuple(spans)


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """One document of a result.

    `rank` counts from 1 over all pages; `heading` is the document's heading with its matches
    marked; `reprints` counts the others of its group that match and are not shown for it.
    """

    rank: int
    score: float
    document: CleanedDocument
    heading: Passage
    snippet: Snippet
    reprints: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Neighbors:
    """Where a document stands in a result of how many, and the ids of those around it, if any."""

    rank: int
    previous: str | None
    next: str | None
    total: int


@dataclasses.dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a result.

    `total` counts the documents found over all pages, `distinct` takes reprints for one; both are
    exact, however many there are. `took_ms` is the time the search took, in milliseconds;
    `warnings` say in French what of the query was not understood, and that a part of the index did
    not answer, so that `total` is of the others; `suggestion` is another query, where the words of
    this one are unknown or rare and look mistyped and no warning says so. `reading` is how the
    query was read; `facets` are counted if asked for; `advice` is there where nothing is found.
    """

    query: str
    page: int
    size: int
    total: int
    took_ms: float
    warnings: tuple[str, ...]
    hits: tuple[Hit, ...]
    suggestion: str | None = None
    distinct: int = 0
    is_grouped: bool = False
    reading: Reading | None = None
    facets: Facets | None = None
    advice: Advice | None = None

    @property
    def shown(self) -> int:
        """How many hits the result has: reprints shown as one are one."""
        return self.distinct if self.is_grouped else self.total

    @property
    def pages(self) -> int:
        """How many pages the result has."""
        return -(-self.shown // self.size)
