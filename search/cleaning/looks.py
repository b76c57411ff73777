"""What lines' characters show: the looks that they have.

Each look says with which kinds of characters its lines begin and end, which they have and which
they lack. That is told for a whole page at once; only the lines of which it is true are read.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from search.cleaning import characters as kinds
from search.cleaning.characters import EVERY, Characters, Shown

_MONTHS = r"(?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec)"
_DATE_BEHIND_DIGIT = (
    rf"(?:\d? ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d?(?:er)? {_MONTHS}\w*\.?)"
)
_FIRST_DIGIT = r"\d(?<!\w\d)"
"""A digit at the beginning of a word; said so, a pattern looks at digits only."""
_SENTENCE_END = re.compile(r"[.!?…][\s\"»”)\]]*$")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]+"

Find = Callable[[str], object]


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """A look, by kinds of characters, and what tells whether a line has it that has those.

    Without `find`, all such lines have it.
    """

    name: str
    find: Find | None = None
    _: dataclasses.KW_ONLY
    begins: int = EVERY
    ends: int = EVERY
    has: int = EVERY
    lacks: int = 0


def looks_of(texts: Sequence[str], page: Characters) -> Shown:
    """Tell which of `LOOKS` the texts have, a row for each; `page` holds their characters."""
    held = page.beginning(_BEGINS) & page.ending(_ENDS) & page.having(_HAS) & ~page.having(_LACKS)
    finds = {row: look.find for row, look in enumerate(_LOOKS) if look.find}
    rows, places = (held & _ARE_READ).nonzero()
    read = zip(rows.tolist(), places.tolist(), strict=True)
    held[rows, places] = [finds[row](texts[place]) is not None for row, place in read]
    (numbered,) = held[_NUMBER_ROWS[0, 0]].nonzero()
    told = [_of_numbers(texts[place]) for place in numbered.tolist()]
    held[_NUMBER_ROWS, numbered] = np.array(told, np.bool_).reshape(-1, len(_NUMBER_LOOKS)).T
    return held


def _of_numbers(text: str) -> list[bool]:
    """Tell which of the looks of numbers a text has: it is read once for all of them."""
    found = _NUMBERS.findall(text) or [("",) * len(_NUMBER_LOOKS)]
    return list(map(any, zip(*found, strict=True)))


def _start(pattern: str, flags: int = 0) -> Find:
    return re.compile(pattern, flags).match


def _part(pattern: str, flags: int = 0) -> Find:
    return re.compile(pattern, flags).search


def _end(pattern: str, length: int, flags: int = 0) -> Find:
    """Return what finds a pattern in the last `length` characters of a text."""
    search = re.compile(f"(?:{pattern})$", flags).search
    return lambda text: search(text[-length:])


def _ends_sentence(text: str) -> bool | None:
    is_end = text[-1] in ".!?…" or _SENTENCE_END.search(text) is not None
    return is_end or None


find_date = _part(_FIRST_DIGIT + _DATE_BEHIND_DIGIT, re.IGNORECASE)
_LOOKS = (
    Look("bullet", _start(r"(?:[*•▪►-]|\d{1,2}\.)\s"), begins=kinds.BULLET | kinds.DIGIT),
    Look("inner bullet", _start(r"[+o|>»→←]+\s"), begins=kinds.INNER_BULLET),
    Look("starts lower", begins=kinds.SMALL),
    Look("starts with quote", begins=kinds.OPENING),
    Look(
        "sentence end",
        _ends_sentence,
        ends=kinds.SENTENCE_END | kinds.CLOSING,
        has=kinds.SENTENCE_END,
    ),
    Look("ends open", ends=kinds.WORD | kinds.OPEN_END),
    Look("ends with colon", ends=kinds.COLON),
    Look("ends with question", _part(r"\?[\s»”\"]*$"), has=kinds.QUESTION),
    Look("sentences", _part(r"[.!?…](?<=[\w»”)].)»? +[«“\"A-ZÀ-Þ]"), has=kinds.SENTENCE_SPACE),
    Look("comma", has=kinds.COMMA_SPACE),
    Look("colon", _part(r":(?:(?<=\w:)|(?<=\w :)) +\S"), has=kinds.COLON),
    # from the first mark on, so that the line is read once
    Look("quotation", _start(r"[^«“\"]*[«“\"].+[»”\"]", re.DOTALL), has=kinds.QUOTE),
    Look(
        "address",
        _part(r"[:.](?:(?<=http:|ttps:)//|(?<=www\.)|(?<=\w\.)(?:com|fr|org|net|vn|info)\b)"),
        has=kinds.ADDRESS_DOT,
    ),
    Look("handle", _part(r"[@#]\w"), has=kinds.MENTION),
    Look(
        "names alone",
        _start(rf"{_NAME}(?: (?:de |d'|du |le )?{_NAME}){{1,3}}(?<=\w)$"),
        begins=kinds.CAPITAL,
        ends=kinds.WORD,
        has=kinds.SPACE,
        lacks=kinds.COMMA | kinds.COLON | kinds.QUOTE,
    ),
    Look("shouted", _part(r"[A-ZÀ-Þ]{3}"), has=kinds.CAPITAL, lacks=kinds.SMALL),
    Look("separators", _start(r"[^|·•▪>/]*[|·•▪>/].*[|·•▪>]", re.DOTALL), has=kinds.SEPARATOR),
    Look("no letters", lacks=kinds.SMALL | kinds.CAPITAL),
    Look(
        "credit at the end",
        _end(r"(?:photos? ?:|/ ?|© ?|\(c\) ?|: )[\w./ -]{2,30}\)?\.?", 40, re.IGNORECASE),
        has=kinds.CREDIT_MARK,
    ),
    Look("starts with digit", begins=kinds.DIGIT),
    Look("date", has=kinds.DIGIT),
    Look(
        "date first",
        _start(r"(?:\D{0,15} )?\d" + _DATE_BEHIND_DIGIT, re.IGNORECASE),
        has=kinds.DIGIT,
    ),
    Look("clock first", _start(r"\W{0,3}\d{1,3} ?(?:[hH:] ?\d\d|[hH'’′])(?!\w)"), has=kinds.DIGIT),
    Look("clock", has=kinds.DIGIT),
    Look("year", has=kinds.DIGIT),
    Look("reading time", has=kinds.DIGIT),
    Look("count", _start(r"\D{0,20}\d+\D{0,20}$"), has=kinds.DIGIT),
)
LOOKS = tuple(look.name for look in _LOOKS)
_NUMBER_LOOKS = {
    "date": _DATE_BEHIND_DIGIT,
    "clock": r"\d? ?[h:H] ?\d{2}\b",
    "year": r"(?:(?<=1)9|(?<=2)0)\d\d\b",
    "reading time": r"\d* ?mn?(?:in)?(?:ute)?s?\b",
}
"""The looks of numbers in a line, each by what follows the first digit of one."""
_NUMBER_ROWS = np.array(list(map(LOOKS.index, _NUMBER_LOOKS)))[:, None]
_NUMBERS = re.compile(
    _FIRST_DIGIT + "".join(f"(?=({behind})?)" for behind in _NUMBER_LOOKS.values()), re.IGNORECASE
)


def _column(values: Iterable[int]) -> npt.NDArray[np.uint32]:
    """Return one value for each look, as a column beside the lines."""
    return np.array(list(values), np.uint32)[:, None]


_BEGINS = _column(look.begins for look in _LOOKS)
_ENDS = _column(look.ends for look in _LOOKS)
_HAS = _column(look.has for look in _LOOKS)
_LACKS = _column(look.lacks for look in _LOOKS)
_ARE_READ = _column(look.find is not None for look in _LOOKS).astype(np.bool_)
