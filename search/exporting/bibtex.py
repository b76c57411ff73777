"""BibTeX in UTF-8 as biblatex and biber read it; styles of old take @online for @misc."""

from __future__ import annotations

from collections.abc import Iterator

from search.exporting.authors import Author
from search.exporting.models import Export
from search.exporting.plain_text import one_line
from search.exporting.provenance import note
from search.exporting.reference import Reference, reference_of

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces even after a backslash, so none may stand for itself.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)

_LANGUAGES = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
    "vi": "vietnamese",
}
"""Names that babel and polyglossia give languages."""


def bibtex_pieces(export: Export) -> Iterator[str]:
    """Yield a comment that says what was asked, then an entry a hit with the same as its note."""
    about = note(export)
    # Between entries everything is a comment, but for an @.
    yield f"% {about.replace('@', '(at)')}\n"
    for hit in export.hits:
        reference = reference_of(hit.document)
        yield "\n" + bibtex_entry(reference, abstract=hit.snippet.text, note=about)


def bibtex_entry(reference: Reference, *, abstract: str = "", note: str = "") -> str:
    """Return an entry; its key is the same wherever the document is cited."""
    published = reference.published
    fields = {
        "author": " and ".join(map(_author, reference.authors)),
        "title": f"{{{escaped(reference.title)}}}",  # a second brace keeps its capitals
        "date": published.isoformat() if published else "",
        "organization": escaped(reference.site),
        "url": reference.url or "",
        "langid": _LANGUAGES.get(reference.language, ""),
        "keywords": escaped(", ".join(filter(None, (reference.section, *reference.tags)))),
        "abstract": escaped(abstract),
        "note": escaped(note),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@online{{{reference.key},\n{''.join(lines)}}}\n"


def _author(author: Author) -> str:
    """Return a name: braces keep a body's, or one with " and " in it, in one piece."""
    name = escaped(author.inverted)
    is_whole = author.is_body or " " in author.family or " and " in f" {name.lower()} "
    if not author.given:
        return f"{{{name}}}" if is_whole else name
    return f"{{{escaped(author.family)}}}, {{{escaped(author.given)}}}" if is_whole else name


def escaped(text: str) -> str:
    """Return a text for LaTeX, on one line, accents and all other letters as they are."""
    return one_line(text).translate(_ESCAPES)
