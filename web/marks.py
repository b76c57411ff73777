"""Text with its matches as HTML: the one place where marks are made."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

import search
from web.french import typeset

LONGEST_HEADING = 300
"""Characters of a heading in a list: four lines of it, while those of articles have two."""


def marked(passage: search.Passage, first: int = 0) -> Markup:
    """Render a passage as HTML, every piece of it escaped once, the matches in <mark>.

    From `first` on, where it is not 0, marks are numbered, so that links can lead to them. The text
    is cut before it is escaped, so no mark can stand inside an HTML entity.
    """
    return Markup().join(pieces(passage, first))


def shortened(passage: search.Passage) -> search.Passage:
    """Return the beginning of a passage that is longer than a heading is shown."""
    if len(passage.text) <= LONGEST_HEADING:
        return passage
    spans = tuple(span for span in passage.highlights if span[1] <= LONGEST_HEADING)
    return search.Passage(f"{passage.text[:LONGEST_HEADING].rstrip()}…", spans)


def pieces(passage: search.Passage, first: int = 0) -> Iterator[str]:
    """Yield the pieces between the marks as text and the marks as HTML."""
    text, end = typeset(passage.text), 0
    for number, (start, stop) in enumerate(passage.highlights, first):
        name = Markup(' id="m{}"').format(number) if first else Markup()
        yield text[end:start]
        yield Markup("<mark{}>{}</mark>").format(name, text[start:stop])
        end = stop
    yield text[end:]
