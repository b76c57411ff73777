"""Make requests of every kind that may be asked, of words that documents say."""

from __future__ import annotations

import dataclasses
import datetime
import random
import re
from collections.abc import Callable, Iterator, Sequence

from search.models import CleanedDocument
from search.requests import Choice, Facet, Length, Query, Scope

SEED = 6
SHORTEST = 4
"""Letters of a word that is asked for, at least."""

DEEPEST = 3
"""Operators inside each other, at the most."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class RequestMaker:
    """Make requests; the same documents and seed give the same ones."""

    def __init__(self, documents: Sequence[CleanedDocument], seed: int = SEED) -> None:
        self._documents = documents
        self._choice = random.Random(seed)

    def requests(self, count: int) -> Iterator[Query]:
        """Yield so many requests, all kinds in turn."""
        makers: tuple[Callable[[], str], ...] = (
            self._word,
            self._words,
            self._phrase,
            self._boolean,
            self._excluding,
            self._proximity,
            self._prefix,
            self._wildcard,
            self._fuzzy,
            self._field,
            self._day,
            self._exact,
        )
        for number in range(count):
            text = makers[number % len(makers)]()
            yield self._narrowed(Query(text)) if number % 3 == 0 else Query(text)

    def _document(self) -> CleanedDocument:
        return self._choice.choice(self._documents)

    def _row(self, count: int) -> list[str]:
        """Return words that follow each other in a document, fewer where it is short."""
        words = _WORD.findall(self._document().text) or ["mer"]
        start = self._choice.randrange(max(1, len(words) - count + 1))
        return words[start : start + count]

    def _word(self) -> str:
        words = [word for word in self._row(12) if len(word) >= SHORTEST]
        return self._choice.choice(words or ["mer"]).lower()

    def _words(self) -> str:
        return " ".join(self._word() for _ in range(self._choice.randint(2, 4)))

    def _phrase(self) -> str:
        row = " ".join(self._row(self._choice.randint(2, 4)))
        return self._choice.choice((f"« {row} »", f'"{row}"', f"“{row}”"))

    def _boolean(self, depth: int = 0) -> str:
        sides = [self._operand(depth + 1) for _ in range(self._choice.randint(2, 3))]
        operator = self._choice.choice((" ET ", " OU ", " AND ", " OR ", " SAUF ", " && "))
        return operator.join(sides)

    def _operand(self, depth: int) -> str:
        if depth < DEEPEST and self._choice.random() < 0.4:
            return f"({self._boolean(depth)})"
        makers = (self._word, self._word, self._phrase, self._proximity, self._prefix, self._words)
        return self._choice.choice(makers)()

    def _excluding(self) -> str:
        return f"{self._words()} -{self._choice.choice((self._word, self._phrase))()}"

    def _proximity(self) -> str:
        row = [word for word in self._row(6) if len(word) >= SHORTEST]
        first, last = (row[0], row[-1]) if len(row) > 1 else (self._word(), self._word())
        operator = self._choice.choice(("PRES", "NEAR"))
        return f"{first.lower()} {operator}/{self._choice.randint(1, 8)} {last.lower()}"

    def _prefix(self) -> str:
        word = self._word()
        return f"{word[: self._choice.randint(3, max(3, len(word) - 1))]}*"

    def _wildcard(self) -> str:
        word = self._word()
        place = self._choice.randrange(1, len(word)) if len(word) > 1 else 0
        return f"{word[:place]}{self._choice.choice('?*')}{word[place + 1 :]}"

    def _fuzzy(self) -> str:
        word = self._word()
        place = self._choice.randrange(1, max(2, len(word)))
        return f"{word[:place]}{word[place + 1 :]}~{self._choice.choice(('', '1', '2'))}"

    def _field(self) -> str:
        metadata = self._document().metadata
        fields = [f"titre:{word}" for word in _WORD.findall(metadata.title or "")[:3]]
        fields += [f'site:"{metadata.site}"'] if metadata.site else []
        fields += [f'auteur:"{metadata.author}"'] if metadata.author else []
        fields += [f"langue:{metadata.language}"] if metadata.language else []
        return f"{self._word()} {self._choice.choice(fields or ['titre:mer'])}"

    def _day(self) -> str:
        day = self._document().metadata.published or datetime.date(2020, 1, 1)
        month = f"{day:%Y-%m}"
        until = day + datetime.timedelta(days=self._choice.randrange(400))
        dates = (f"date:{day}", f"date:{month}", f"date:{day}..{until}", f"avant:{day}")
        more = (f"après:{month}", f"depuis:{day.year}", f"date:{day.year}")
        return f"{self._word()} {self._choice.choice((*dates, *more))}"

    def _exact(self) -> str:
        return f"{self._choice.choice(('exact:', '+'))}{self._word()} {self._word()}"

    def _narrowed(self, query: Query) -> Query:
        facet = self._choice.choice(list(Facet))
        values = tuple({self._value(facet) for _ in range(self._choice.randint(1, 2))})
        scope = self._choice.choice((Scope.ARTICLE, Scope.ARTICLE, *Scope))
        return dataclasses.replace(query, choices=(Choice(facet, values),), scope=scope)

    def _value(self, facet: Facet) -> str:
        metadata = self._document().metadata
        day = metadata.published or datetime.date(2020, 1, 1)
        match facet:
            case Facet.YEAR:
                return str(day.year)
            case Facet.MONTH:
                return f"{day:%Y-%m}"
            case Facet.LENGTH:
                return self._choice.choice(list(Length)).value
            case Facet.PICTURE | Facet.TRUNCATED:
                return self._choice.choice(("yes", "no"))
            case _:
                return getattr(metadata, facet.value) or "rien"
