"""Words with signs for letters: cyber*, organi?ation, *tion, Guteres~, Guteres~2."""

from __future__ import annotations

import re

from search.analysis.eliding import split_elisions
from search.analysis.folding import fold
from search.analysis.normalizing import normalize
from search.query.tree import Fuzzy, Pattern, Prefix, Wildcard

LEAST_LETTERS = 2
"""Letters of a pattern: with one, it stands for thousands of terms."""

LEAST_INSIDE = 3
"""Letters of a pattern that begins with a sign: all terms of an index are held against it."""

LEAST_FUZZY = (0, 3, 5)
"""Letters of a word by how many of them may be changed: of a shorter one, most would be."""

MOST_LETTERS = 64
"""Letters of a pattern: no word has as many."""

_EDGES = " ,;:.!…'’()[]{}«»"
_PATTERN = re.compile(r"[\w*?'’‐‑-]*[*?][\w*?'’‐‑-]*")
_FUZZY = re.compile(r"([^\W_][\w'’‐‑-]*)~([0-9]{0,2})")
_SIGN = re.compile(r"([*?]+)")
_SENTENCE = re.compile(r"[?](?=[A-ZÀ-Þ])")
_JOINERS = re.compile(r"[-‐‑'’_]")


def is_pattern(word: str) -> bool:
    """Tell whether a word, with the signs that stand around it, is meant as a pattern."""
    if "*" not in word and "?" not in word and "~" not in word:
        return False
    core = _core(word)
    if _FUZZY.fullmatch(core):
        return True
    return bool(_PATTERN.fullmatch(core) and not _SENTENCE.search(core) and _letters(core))


def is_anything(word: str) -> bool:
    """Tell whether a word is all signs for letters, and would be any word."""
    return "*" in word and "?" in word and not _letters(word)


def pattern_of(word: str) -> Pattern | None:
    """Return the pattern that a word is; None where it would stand for too much, or is no word."""
    core = _core(word)
    if len(core) > MOST_LETTERS:
        return None
    if match := _FUZZY.fullmatch(core):
        return _fuzzy(*match.groups())
    *_, (last, _) = [("", 0), *split_elisions(core)]
    pattern = _folded(last)
    letters, is_inside = len(_letters(pattern)), pattern[:1] in {"*", "?"}
    if letters < (LEAST_INSIDE if is_inside else LEAST_LETTERS):
        return None
    if pattern.endswith("*") and not _SIGN.search(pattern[:-1]):
        return Prefix(pattern[:-1])
    return Wildcard(pattern)


def _core(word: str) -> str:
    """Return a word without the signs of its sentence: a question mark on its edge is one."""
    core = word.strip(_EDGES).lstrip("?")
    while core.endswith("?"):
        core = core.rstrip("?").rstrip(_EDGES)
    return core


def _fuzzy(word: str, edits: str) -> Fuzzy | None:
    *_, (last, _) = [("", 0), *split_elisions(word)]
    term = _JOINERS.sub("", fold(normalize(last)))
    most = min(int(edits or 1), len(LEAST_FUZZY) - 1)
    return Fuzzy(term, most) if len(term) >= LEAST_FUZZY[most] else None


def _folded(word: str) -> str:
    """Return a pattern in the letters of the exact field, compounds as one word."""
    parts = _SIGN.split(_JOINERS.sub("", word))
    folded = [part if _SIGN.fullmatch(part) else fold(normalize(part)) for part in parts]
    return re.sub(r"[*?]*[*][*?]*", "*", "".join(folded))


def _letters(pattern: str) -> str:
    return re.sub(r"[*?\W_]", "", pattern)
