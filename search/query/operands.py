"""Read single tokens: words, quotations, patterns and the values of fields, within bounds."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from collections.abc import Sequence

from search.analysis import FrenchAnalyzer
from search.french import shortened
from search.query.clauses import is_wordy
from search.query.field_names import DATES, FIELDS, Subject
from search.query.lexing import Kind, Token
from search.query.nodes import (
    Beside,
    Every,
    Nearby,
    Node,
    Quoted,
    Shaped,
    Some,
    Span,
    With,
    Without,
    Words,
)
from search.query.patterns import is_pattern, pattern_of
from search.query.tree import Word
from search.query.typed import exact_words, placed, words_and_spans, words_of_text

MAX_WORDS = 128
"""Words of a query that count: more than a pasted paragraph; the rest cost time for nothing."""

MOST_READ = 2 * MAX_WORDS
"""Tokens that are analyzed together: most of them are a word or more."""

MAX_PATTERNS = 16
"""Patterns that are looked for: each may be held against all terms of an index."""

MAX_FILTERS = 32
"""Values of fields that are looked for: each is held against all values of a column."""

MOST_OF_DAYS = 5
"""Words of days in a row: le 14 juillet 2019, or 2019-01 .. 2019-03."""

MOST_APART = 100
"""Words between words that are near each other: farther ones are in the same article."""

NO_PATTERN = "«\u202f{}\u202f» ne peut être cherché comme motif : il est lu sans ses signes."
TOO_MANY = "La requête a trop de troncatures ou de filtres : les derniers sont ignorés."
TOO_FAR = f"Des mots proches sont éloignés de 1 à {MOST_APART} mots."
ONLY_WORDS = "PRES ne relie que des mots et des expressions : il est lu comme ET."
UNKNOWN_FIELD = "«\u202f{}\u202f» n’est pas un champ : il est lu comme un mot."
UNKNOWN_VALUE = "«\u202f{}\u202f» n’est pas compris dans «\u202f{}:\u202f» : c’est lu comme un mot."
NO_VALUE = (
    "«\u202f{}:\u202f» est lu comme un mot : la valeur d’un champ suit le deux-points, sans espace "
    "ni signe."
)
NO_SIGNS = "Dans «\u202f{}\u202f», les signes *, ? et ~ ne tiennent pas lieu de lettres."

_EDGES = ",;!?"
_ALONE = re.compile(r"([^\W\d_]{4,20}):(?![^\W_])")
_UNKNOWN = re.compile(r"([a-zà-ÿ]{2,20}):(?=[^\W_])")


@dataclasses.dataclass
class Operands:
    """Turn tokens into nodes, and count what there is room for."""

    text: str
    analyzer: FrenchAnalyzer
    today: datetime.date
    warnings: list[str]
    room: int = MAX_WORDS
    patterns: int = MAX_PATTERNS
    filters: int = MAX_FILTERS
    is_long: bool = False

    def row(self, tokens: Sequence[Token]) -> list[Node]:
        """Return the nodes of words and quotations that follow each other."""
        found: list[Node | None] = []
        plain: list[Token] = []
        for token in tokens:
            if token.kind is Kind.WORD and not is_pattern(token.text):
                plain.append(token)
                continue
            found.append(self._words(plain))
            plain = []
            found.append(self._special(token))
        found.append(self._words(plain))
        return [node for node in found if node is not None]

    def value(self, subject: Subject, node: Node) -> Node:
        """Return what a field says of a node: the same of each of its words."""
        match node:
            case Words() | Quoted() | Shaped():
                return self._value(subject, node)
            case Every(nodes) | Some(nodes) | Beside(nodes):
                changed = tuple(self.value(subject, each) for each in nodes)
                return node._replace(nodes=changed)
            case With() | Without():
                return node._replace(node=self.value(subject, node.node))
        return node

    def words_of_value(self, subject: Subject, tokens: Sequence[Token]) -> int:
        """Return how many words the value of a field has: one or, of days, all that name them."""
        if subject not in DATES or self.filters <= 0:
            return 1
        from search.query.fields import filtered  # noqa: PLC0415 - few queries have a field

        beginning = tokens[:MOST_OF_DAYS]
        row = list(itertools.takewhile(lambda token: token.kind is Kind.WORD, beginning))
        for count in range(len(row), 1, -1):
            span = row[0].start, row[count - 1].end
            if filtered(subject, self._typed(span), span, self.today):
                return count
        return 1

    def near(self, nodes: Sequence[Node], distance: int, span: Span) -> Node:
        """Return nodes that stand near each other, within reason; only words can."""
        if not all(map(is_wordy, nodes)):
            self.warn(ONLY_WORDS)
            return Every(tuple(nodes))
        within = max(1, min(distance, MOST_APART))
        if within != distance:
            self.warn(TOO_FAR)
        return Nearby(tuple(nodes), within, span)

    def warn(self, warning: str) -> None:
        """Add a warning, each only once."""
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _special(self, token: Token) -> Node | None:
        match token.kind:
            case Kind.WORD:
                return self._pattern(token)
            case Kind.QUOTE:
                return self._quoted(token)
        return None  # a quotation mark without its pendant

    def _words(self, tokens: Sequence[Token]) -> Words | None:
        if not (tokens and self._has_room()):
            return None
        is_one, tokens = len(tokens) == 1, self._readable(tokens)
        span = tokens[0].start, tokens[-1].end
        words, spans = words_and_spans(self.text, span, self.analyzer)
        kept = self._counted(words)
        return Words(kept, placed(kept, spans), span, is_one=is_one) if kept else None

    def _readable(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return no more tokens than there can be room for; warn of fields that are none."""
        self.is_long = self.is_long or len(tokens) > MOST_READ
        for token in tokens[:MOST_READ]:
            if unknown := _UNKNOWN.match(token.text):
                self.warn(UNKNOWN_FIELD.format(unknown[1]))
            elif (name := _ALONE.match(token.text)) and name[1].lower() in FIELDS:
                self.warn(NO_VALUE.format(name[1]))
        return tokens[:MOST_READ]

    def _quoted(self, token: Token) -> Node | None:
        if not self._has_room():
            return None
        span = token.start, token.end
        words = self._counted(words_of_text(token.text, self.analyzer))
        if not words:
            return None
        if any("*" in word or is_pattern(word) for word in token.text.split()):
            self.warn(NO_SIGNS.format(shortened(token.text)))
        node = Quoted(token.text, words, span)
        return self.near([node], token.distance, span) if token.distance and words[1:] else node

    def _pattern(self, token: Token) -> Node | None:
        pattern = pattern_of(token.text)
        if pattern is None:
            self.warn(NO_PATTERN.format(shortened(token.text)))
            return self._words([token])
        self.patterns -= 1
        if self.patterns < 0:
            self.warn(TOO_MANY)
            return None
        return Shaped(token.text.strip(".,;:!"), pattern, (token.start, token.end))

    def _value(self, subject: Subject, node: Words | Quoted | Shaped) -> Node:
        text = node.text if isinstance(node, Quoted) else self._typed(node.span)
        if isinstance(node, Shaped) and subject not in DATES:
            self.warn(NO_SIGNS.format(shortened(text)))
        if subject is Subject.EXACT:
            words = exact_words(text, self.analyzer)[:MAX_WORDS]
            return Quoted(text, words, node.span, is_exact=True) if words else node
        self.filters -= 1
        if self.filters < 0:
            self.warn(TOO_MANY)
            return Beside(())
        from search.query.fields import filtered  # noqa: PLC0415 - few queries have a field

        found = filtered(subject, text, node.span, self.today)
        if found is None:
            self.warn(UNKNOWN_VALUE.format(shortened(text), subject.value))
        return found or node

    def _typed(self, span: Span) -> str:
        """Return what was typed there, without the signs of a sentence on its edges."""
        return self.text[slice(*span)].strip(_EDGES)

    def _has_room(self) -> bool:
        self.is_long = self.is_long or self.room <= 0
        return self.room > 0

    def _counted(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Return the words for which there is room."""
        kept = words[: self.room]
        self.is_long = self.is_long or len(kept) < len(words)
        self.room -= len(kept)
        return kept
