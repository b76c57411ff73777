"""What a line shows by itself: the names of the signs that hold for it.

The weights beside this package know the signs by these names.
"""

from __future__ import annotations

import bisect
import dataclasses
import re

from search.cleaning import wordlists
from search.cleaning.lines import Line

_MONTHS = r"(?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec)"
_DATE = (
    rf"(?:\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:er)? {_MONTHS}\w*\.?)"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]+"

_DIGIT = re.compile(r"\d")
_PATTERNS = {
    "bullet": re.compile(r"(?:[*•▪►-]|\d{1,2}\.)\s"),
    "inner bullet": re.compile(r"[+o|>»→←]+\s"),
    "starts lower": re.compile(r"[a-zà-öø-ÿ]"),
    "starts with quote": re.compile(r"[«\"“'‘—–]"),
    "sentence end": re.compile(r".*[.!?…][\s\"»”)\]]*$", re.DOTALL),
    "ends open": re.compile(r".*[\w’'\"»”)%]$", re.DOTALL),
    "ends cut": re.compile(r".*(?:\.\.\.?|…)$", re.DOTALL),
    "ends with colon": re.compile(r".*:$", re.DOTALL),
    "ends with question": re.compile(r".*\?[\s»”\"]*$", re.DOTALL),
    "sentences": re.compile(r".*[\w»”)][.!?…]»? +[«“\"A-ZÀ-Þ]", re.DOTALL),
    "comma": re.compile(r".*,\s", re.DOTALL),
    "colon": re.compile(r".*\w ?: +\S", re.DOTALL),
    "quotation": re.compile(r".*[«“\"].+[»”\"]", re.DOTALL),
    "address": re.compile(r".*(?:https?://|www\.|\w\.(?:com|fr|org|net|vn|info)\b)", re.DOTALL),
    "tags": re.compile(r"(?:[*+] )?(?:étiquettes|mots[ -]cl|tags?\b|thèmes|sujets)", re.IGNORECASE),
    "signed post": re.compile(r"[—–-] ?.{1,60}\(@\w+\)"),
    "source": re.compile(r"sources? ?:", re.IGNORECASE),
    "handle": re.compile(r".*(?:@|#)\w", re.DOTALL),
    "names alone": re.compile(rf"{_NAME}(?: (?:de |d'|du |le )?{_NAME}){{1,3}}$"),
    "capital words": re.compile(rf"(?:{_NAME} ){{3}}"),
    "shouted": re.compile(r"(?=.*[A-ZÀ-Þ]{3})[^a-zà-öø-ÿ]+$"),
    "shouted start": re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’ -]{4,} *[:.–-]"),
    "glued": re.compile(r".*[a-zà-ÿ][A-ZÀ-Þ][a-zà-ÿ]", re.DOTALL),
    "separators": re.compile(r".*[|·•▪>/].*[|·•▪>]", re.DOTALL),
    "no letters": re.compile(r"[^a-zà-öø-ÿA-ZÀ-Þ]*$"),
    "foreign letters": re.compile(r".*[ăđĩũơưạ-ỹĂĐƠƯ\u0370-\u06ff\u3040-\u9fff]", re.DOTALL),
    "credit in brackets": re.compile(
        r".*\([^()]*(?:photo|afp|©|crédit|image|reuters)", re.IGNORECASE | re.DOTALL
    ),
    "credit at the end": re.compile(
        r".*(?:photos? ?:|/ ?|© ?|\(c\) ?|: )[\w./ -]{2,30}\)?\.?$", re.IGNORECASE
    ),
    "dateline": re.compile(r".{0,40}\([\w ./]{2,20}\) ?[–—-] "),
    "you": re.compile(r".*\b(?:vous|vos|votre|nos|notre)\b", re.DOTALL | re.IGNORECASE),
}
_PATTERNS_WITH_DIGITS = {
    "starts with digit": re.compile(r"\d"),
    "date": re.compile(rf".*\b{_DATE}", re.DOTALL | re.IGNORECASE),
    "date first": re.compile(rf"(?:\D{{0,15}} )?{_DATE}", re.IGNORECASE),
    "clock": re.compile(r".*\b\d{1,2} ?[h:H] ?\d{2}\b", re.DOTALL),
    "year": re.compile(r".*\b(?:19|20)\d\d\b", re.DOTALL),
    "reading time": re.compile(r".*\b\d+ ?mn?(?:in)?(?:ute)?s?\b", re.DOTALL | re.IGNORECASE),
    "price": re.compile(r".*\d ?(?:€|euros?\b)", re.DOTALL),
    "count": re.compile(r"\D{0,20}\d+\D{0,20}$"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Scale:
    """Signs that hold from ascending thresholds on."""

    thresholds: tuple[float, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, name: str, *thresholds: float) -> Scale:
        """Name a sign after each threshold."""
        return cls(thresholds, tuple(f"{name} {threshold:g}" for threshold in thresholds))

    def signs(self, value: float) -> tuple[str, ...]:
        """Return the names of the thresholds that `value` reaches."""
        return self.names[: bisect.bisect_right(self.thresholds, value)]


_LENGTH = Scale.of("length", 12, 25, 45, 70, 100, 150, 220, 350)
_WORDS = Scale.of("words", 2, 3, 5, 8, 12)
_FUNCTION = Scale.of("function words", 0.08, 0.2, 0.33, 0.45)
_CAPITALS = Scale.of("capitals", 0.08, 0.15, 0.4)
_DIGITS = Scale.of("digits", 0.08, 0.25)
_SENTENCE_WORDS = 8


def signs_of(line: Line) -> tuple[str, ...]:
    """Return the names of the signs that hold for the line alone."""
    return (*_measures(line), *_looks(line), *_vocabulary(line), *line.marks)


def _measures(line: Line) -> list[str]:
    text, words = line.glance, line.words
    function_words = wordlists.entries("function_words")
    share = sum(word in function_words for word in words) / max(1, len(words))
    return [
        *_LENGTH.signs(len(line.text)),
        *_WORDS.signs(len(words)),
        *_FUNCTION.signs(share),
        *_CAPITALS.signs(sum(map(str.isupper, text)) / len(text)),
        *_DIGITS.signs(sum(map(str.isdigit, text)) / len(text)),
    ]


def _looks(line: Line) -> list[str]:
    names = [name for name, pattern in _PATTERNS.items() if pattern.match(line.glance)]
    if _DIGIT.search(line.glance):
        dated = _PATTERNS_WITH_DIGITS.items()
        names += [name for name, pattern in dated if pattern.match(line.glance)]
    if len(line.words) >= _SENTENCE_WORDS and "sentence end" in names:
        names.append("whole sentence")
    if len(line.words) < _SENTENCE_WORDS and "bullet" in names:
        names.append("short bullet")
    return names


def _vocabulary(line: Line) -> list[str]:
    phrase, words = line.phrase, line.words
    checks = {
        "strong end": phrase in wordlists.entries("strong_ends"),
        "weak end": wordlists.beginning("weak_ends").match(phrase),
        "byline": wordlists.beginning("bylines").match(phrase),
        "menu word": phrase in wordlists.entries("menu_words"),
        "site word": wordlists.anywhere("site_words").search(phrase),
        "share word": wordlists.anywhere("share_words").search(phrase),
        "credit": wordlists.anywhere("credits").search(phrase),
        "verb": not wordlists.entries("verbs").isdisjoint(words),
    }
    return [name for name, holds in checks.items() if holds]
