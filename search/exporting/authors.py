"""Who signs a document: persons, with their family names apart, and bodies such as agencies."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Sequence

from search import word_lists
from search.exporting.plain_text import one_line
from search.models import Metadata

MOST_AUTHORS = 50
"""Authors read of a document: more are no signature."""

LONGEST_SIGNATURE = 2000
"""Characters of an author's field that are read: more are no signature."""

_ANNOUNCED = re.compile("(?:propos recueillis )?(?:par|by)[ :]+", re.IGNORECASE)
_JOINED = re.compile(" (?:et|and|avec|with) |[&;|/•·]", re.IGNORECASE)
_COMMA = re.compile(r", *")
_NO_LETTER = re.compile(r"[\W\d_]*")


@dataclasses.dataclass(frozen=True, slots=True)
class Author:
    """Who signs: a person, or a body, which has no given name.

    `name` is written as it is read aloud; `family` is the whole of it where nothing tells the
    family name apart.
    """

    name: str
    family: str
    given: str = ""
    is_body: bool = False

    @property
    def inverted(self) -> str:
        """The name as catalogs write it: Dupont, Jean."""
        return f"{self.family}, {self.given}" if self.given else self.family


def authors_of(metadata: Metadata) -> tuple[Author, ...]:
    """Return who signs a document: its authors, or else its agency, each once."""
    agency = one_line(metadata.agency or "")
    names = split_names(metadata.author or "") or ([agency] if agency else [])
    return tuple(_author(name, agency) for name in dict.fromkeys(names))


def split_names(signature: str) -> list[str]:
    """Return the names in a signature: "Par Anne Roy et Luc Le Goff, à Hanoï" has two.

    Where semicolons part names, commas stand inside them (Roy, Anne; Le Goff, Luc).
    """
    text = one_line(signature[:LONGEST_SIGNATURE])
    announced = _ANNOUNCED.match(text)
    text = text[announced.end() :] if announced else text
    if ";" in text:
        return _told([_natural(part) for part in text.split(";")])
    parts = _COMMA.split(text)
    if len(parts) == 2 and all(map(_may_be_half, parts)):
        return _told([_natural(text)])
    return _told([name for part in parts for name in _JOINED.split(part)])


def _may_be_half(part: str) -> bool:
    """Tell whether a part may be half of "Roy, Anne": a single word that names no agency."""
    is_name = part.replace("-", "").isalpha() and part[0].isupper() and not part.isupper()
    return is_name and _folded(part) not in _list("bodies")


def _natural(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name


def _told(parts: Sequence[str]) -> list[str]:
    """Return the parts that are names; what begins small is an office or a place."""
    named = [part.strip(" -–—") for part in parts]
    named = [name for name in named if not _NO_LETTER.fullmatch(name)]
    capital = [name for name in named if not name[0].islower() or _begins_family(name)]
    return (capital or named)[:MOST_AUTHORS]


def _begins_family(name: str) -> bool:
    """Tell whether a name in small letters is one that begins with a particle: de Gaulle."""
    first, *rest = name.split()
    is_particle = first in _list("particles") or first.startswith(("d'", "d’"))
    return is_particle and any(word[0].isupper() for word in (rest or [first[2:] or first]))


def _author(name: str, agency: str) -> Author:
    words = name.split()
    if len(words) == 1 or _is_body(name, words, agency):
        return Author(name, name, is_body=len(words) > 1 or name.isupper())
    start, end = _family(words)
    family, given = words[start:end], [*words[:start], *words[end:]]
    return Author(name, " ".join(family), " ".join(given))


def _is_body(name: str, words: Sequence[str], agency: str) -> bool:
    if name.casefold() == agency.casefold():
        return True
    return any(_folded(word) in _list("bodies") for word in words)


def _family(words: Sequence[str]) -> tuple[int, int]:
    """Return where the family name stands: in capitals, first in Vietnamese, or else last."""
    capitals = [n for n, word in enumerate(words) if word.isupper() and len(word.strip(".")) > 1]
    if 0 < len(capitals) < len(words) and capitals[-1] - capitals[0] < len(capitals):
        return _with_particles(words, capitals[0]), capitals[-1] + 1
    families = _list("family_names")
    if _folded(words[0]) in families and _folded(words[-1]) not in families:
        return 0, 1
    return _with_particles(words, len(words) - 1), len(words)


def _with_particles(words: Sequence[str], start: int) -> int:
    """Return where a family name begins whose last word stands at `start`; one word is left."""
    while start > 1 and words[start - 1].casefold() in _list("particles"):
        start -= 1
    return start


def _list(name: str) -> frozenset[str]:
    return word_lists.load(__package__, name)


def _folded(word: str) -> str:
    """Return a word without case and accents, đ included."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("đ", "d"))
    return "".join(character for character in plain if not unicodedata.combining(character))
