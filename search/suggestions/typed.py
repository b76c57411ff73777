"""Read a query that is still being typed: what stays of it, and what is to be completed.

Only its end is read, and leniently: the run of words after the last operator, parenthesis,
quotation mark or field. What is not understood is taken as words.
"""

from __future__ import annotations

import dataclasses
import re

from search.analysis import FrenchAnalyzer
from search.analysis.folding import fold
from search.analysis.normalizing import normalize
from search.query import Column, Word
from search.query.field_names import DATES, FIELDS, Subject

LONGEST = 200
"""Characters of a text that is completed: two or three lines; nobody waits for more."""

CLOSING = {'"': '"', "“": "”", "„": "”", "«": "\u202f»", "‹": "\u202f›"}
"""What ends an expression in quotation marks that was begun so."""

MOST_WORDS = 32
"""Words of a run that is completed: more than a headline."""

COLUMNS = {
    Subject.SITE: Column.SITE,
    Subject.SOURCE: Column.SITE,
    Subject.AUTHOR: Column.AUTHOR,
    Subject.SECTION: Column.SECTION,
    Subject.LANGUAGE: Column.LANGUAGE,
}
"""The columns whose values complete those of a field."""

_QUOTED = re.compile('«[^»]*»|‹[^›]*›|“[^”]*”|„[^“”]*[“”]|"[^"]*"')
_OPENED = re.compile(f"(?P<sign>[{''.join(CLOSING)}])\\s*")
_OPERATOR = re.compile(
    r"(?:^|(?<=[\s)]))(?:ET|OU|SAUF|NON|SANS|AND|OR|NOT|(?:(?i:pr[eè]s|near)|ADJ|W)/\d+|&&|\|\|)(?=[\s(]|$)|[()]"
)
_MARK = r"(?P<sign>[-+−–]?)(?:(?P<name>[^\W\d_]+):)?=?"
_MARK_BEFORE = re.compile(rf"(?:^|(?<=[\s(])){_MARK}$")
_MARKED = re.compile(rf"(?:^|(?<=[\s(]))(?=[-+−–=]|[^\W\d_]+:){_MARK}")
_CHUNK_END = re.compile(r"\s|$")
_PATTERN = re.compile(r"[*?~]\S*$")


@dataclasses.dataclass(frozen=True, slots=True)
class Typed:
    """A query that is being typed.

    `before` stays as it was typed, `last` is the beginning that is completed and `start` its folded
    form, empty where a new word begins; `words` are those of the same run before it. `column` is
    the column of which a value is typed. `closing` ends a quotation that was begun. `is_plain`
    tells that nothing but words was typed, `is_narrowed` that an operator, a sign or a field says
    what is looked for besides.
    """

    before: str
    last: str
    start: str
    words: tuple[Word, ...] = ()
    column: Column | None = None
    closing: str = ""
    is_plain: bool = True
    is_narrowed: bool = False


def read_typed(text: str, analyzer: FrenchAnalyzer) -> Typed | None:
    """Return what is typed at the end of `text`; None where nothing is that can be completed."""
    if len(text) > LONGEST or not text.strip() or _PATTERN.search(text):
        return None
    closing, begin, mark = _run(text)
    name = fold(normalize(mark["name"] or "")) if mark else ""
    subject = FIELDS.get(name)
    if subject in DATES:
        return None
    if subject in COLUMNS:
        last = text[begin:]
        return Typed(
            text[:begin], last, last, column=COLUMNS[subject], closing=closing, is_narrowed=True
        )
    found = _words(text, begin, analyzer)
    if found is None:
        return None
    is_narrowed = mark is not None or _OPERATOR.search(text, 0, begin) is not None
    return dataclasses.replace(found, closing=closing, is_plain=not begin, is_narrowed=is_narrowed)


def _run(text: str) -> tuple[str, int, re.Match[str] | None]:
    """Return what ends the last quotation, where the last run of words begins, and its mark.

    The mark is a sign or the name of a field, or both.
    """
    quoted = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    opened = _OPENED.search(quoted)
    if opened is not None:
        return CLOSING[opened["sign"]], opened.end(), _MARK_BEFORE.search(text[: opened.start()])
    ends = [match.end() for match in _QUOTED.finditer(text)]
    begin = max([0, *ends, *(match.end() for match in _OPERATOR.finditer(quoted))])
    mark = None
    for mark in _MARKED.finditer(text, begin):  # noqa: B007 - the last one
        pass
    if mark is None:
        return "", begin, None
    end = _CHUNK_END.search(text, mark.end())
    if end is not None and end.start() < len(text):
        return "", end.start(), None
    return "", mark.end(), mark


def _words(text: str, begin: int, analyzer: FrenchAnalyzer) -> Typed | None:
    """Return the words of a run and what its last one begins with."""
    run = text[begin:]
    tokens = analyzer.analyze(run)
    if not 0 < len(tokens) <= MOST_WORDS:
        return None
    words = [
        Word(run[each.start : each.end], each.stem, each.exact, each.is_stop) for each in tokens
    ]
    last = tokens[-1]
    if last.end == len(run):
        before = text[: begin + last.start]
        return Typed(before, run[last.start :], last.exact, tuple(words[:-1]))
    if run[-1].isspace():
        return Typed(text, "", "", tuple(words))
    return None
