"""What a line's characters show: the names of the looks that it has.

Most looks need a rare character, or one of few at the beginning, so that most lines are held
against few patterns.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable

_MONTHS = r"(?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec)"
_DATE = (
    rf"(?:\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:er)? {_MONTHS}\w*\.?)"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]+"
_DIGIT = re.compile(r"\d")
_YOU = re.compile(r"\b(?:vous|vos|votre|nos|notre)\b", re.IGNORECASE)

Find = Callable[[str], object]


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """A look and how a line that may have it is tested.

    A line with it begins with a character that `beginning` matches, if there is one, and has one
    of the characters `needed`, if there are any.
    """

    name: str
    find: Find
    beginning: str = ""
    needed: str = ""


def looks_of(text: str) -> list[str]:
    """Return the names of the looks of a line of text, which is not empty."""
    names = [name for name, find in _possible(text[0], _TELLING.intersection(text)) if find(text)]
    if _DIGIT.search(text):
        names += [look.name for look in _LOOKS_WITH_DIGITS if look.find(text)]
    return names


@functools.lru_cache(maxsize=4096)
def _possible(first: str, telling: frozenset[str]) -> tuple[tuple[str, Find], ...]:
    """Return the looks that a line with this first and these telling characters may have."""
    return tuple(
        (look.name, look.find)
        for look in _LOOKS
        if not (look.beginning and not re.match(look.beginning, first))
        and not (look.needed and telling.isdisjoint(look.needed))
    )


def _starting(
    name: str, pattern: str, *, beginning: str = "", needed: str = "", flags: int = 0
) -> Look:
    return Look(name, re.compile(pattern, flags).match, beginning, needed)


def _having(name: str, pattern: str, *, needed: str = "", flags: int = 0) -> Look:
    return Look(name, re.compile(pattern, re.DOTALL | flags).search, "", needed)


def _ending(name: str, pattern: str, length: int, *, needed: str = "", flags: int = 0) -> Look:
    """Return a look of lines that end in at most `length` characters that `pattern` matches."""
    search = re.compile(f"(?:{pattern})$", flags).search
    return Look(name, lambda text: search(text[-length:]), "", needed)


def _speaks_to_reader(text: str) -> bool:
    lower = text.lower()
    return ("vo" in lower or "no" in lower) and _YOU.search(text) is not None


_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_LOOKS = (
    _starting("bullet", r"(?:[*•▪►-]|\d{1,2}\.)\s", beginning=r"[*•▪►\d-]"),
    _starting("inner bullet", r"[+o|>»→←]+\s", beginning=r"[+o|>»→←]"),
    _starting("starts lower", r"[a-zà-öø-ÿ]", beginning=r"[a-zà-öø-ÿ]"),
    _starting("starts with quote", r"[«\"“'‘—–]", beginning=r"[«\"“'‘—–]"),
    _having("sentence end", r"[.!?…][\s\"»”)\]]*$", needed=".!?…"),
    _ending("ends open", r"[\w’'\"»”)%]", 1),
    _ending("ends cut", r"\.\.|…", 2, needed=".…"),
    _ending("ends with colon", r":", 1, needed=":"),
    _having("ends with question", r"\?[\s»”\"]*$", needed="?"),
    _having("sentences", r"[\w»”)][.!?…]»? +[«“\"A-ZÀ-Þ]", needed=".!?…"),
    _having("comma", r",\s", needed=","),
    _having("colon", r"\w ?: +\S", needed=":"),
    # from the first mark on, so that the line is read once
    _starting("quotation", r"[^«“\"]*[«“\"].+[»”\"]", needed='«“"', flags=re.DOTALL),
    _having("address", r"https?://|www\.|\w\.(?:com|fr|org|net|vn|info)\b", needed="./"),
    _starting(
        "tags",
        r"(?:[*+] )?(?:étiquettes|mots[ -]cl|tags?\b|thèmes|sujets)",
        beginning=r"[*+étmsÉTMSſ]",
        flags=re.IGNORECASE,
    ),
    _starting("signed post", r"[—–-] ?.{1,60}\(@\w+\)", beginning=r"[—–-]", needed="@"),
    _starting("source", r"sources? ?:", beginning=r"[sSſ]", needed=":", flags=re.IGNORECASE),
    _having("handle", r"[@#]\w", needed="@#"),
    _starting(
        "names alone", rf"{_NAME}(?: (?:de |d'|du |le )?{_NAME}){{1,3}}$", beginning=_CAPITAL
    ),
    _starting("capital words", rf"(?:{_NAME} ){{3}}", beginning=_CAPITAL),
    _starting("shouted", r"(?=[^a-zà-öø-ÿ]+$).*[A-ZÀ-Þ]{3}", beginning=r"[^a-zà-öø-ÿ]"),
    _starting(
        "shouted start",
        r"[A-ZÀ-Þ][A-ZÀ-Þ'’ -]{4,} *[:.–-]",
        beginning=r"[A-ZÀ-Þ]",
        needed=":.–-",
    ),
    # the capital first: there are fewer of them to look at
    _having("glued", r"[A-ZÀ-Þ](?<=[a-zà-ÿ].)[a-zà-ÿ]"),
    _starting("separators", r"[^|·•▪>/]*[|·•▪>/].*[|·•▪>]", needed="|·•▪>/", flags=re.DOTALL),
    _starting("no letters", r"[^a-zà-öø-ÿA-ZÀ-Þ]*$", beginning=r"[^a-zà-öø-ÿA-ZÀ-Þ]"),
    _having("foreign letters", r"[ăđĩũơưạ-ỹĂĐƠƯ\u0370-\u06ff\u3040-\u9fff]"),
    _having(
        "credit in brackets",
        r"\([^()]*(?:photo|afp|©|crédit|image|reuters)",
        needed="(",
        flags=re.IGNORECASE,
    ),
    _ending(
        "credit at the end",
        r"(?:photos? ?:|/ ?|© ?|\(c\) ?|: )[\w./ -]{2,30}\)?\.?",
        40,
        needed=":/©(",
        flags=re.IGNORECASE,
    ),
    _starting("dateline", r".{0,40}\([\w ./]{2,20}\) ?[–—-] ", needed="("),
    Look("you", _speaks_to_reader),
)
_LOOKS_WITH_DIGITS = (
    _starting("starts with digit", r"\d"),
    _having("date", rf"\b{_DATE}", flags=re.IGNORECASE),
    _starting("date first", rf"(?:\D{{0,15}} )?{_DATE}", flags=re.IGNORECASE),
    _starting("clock first", r"\W{0,3}\d{1,3} ?(?:[hH:] ?\d\d|[hH'’′])(?!\w)"),
    _having("clock", r"\b\d{1,2} ?[h:H] ?\d{2}\b"),
    _having("year", r"\b(?:19|20)\d\d\b"),
    _having("reading time", r"\b\d+ ?mn?(?:in)?(?:ute)?s?\b", flags=re.IGNORECASE),
    _having("price", r"\d ?(?:€|euros?\b)"),
    _starting("count", r"\D{0,20}\d+\D{0,20}$"),
)
_TELLING = frozenset("".join(look.needed for look in _LOOKS))
