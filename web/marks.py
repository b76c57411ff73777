"""Text with its matches as HTML: the one place where marks are made."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

import search
from web.french import typeset


def marked(passage: search.Passage) -> Markup:
    """Render a passage as HTML, every piece of it escaped once, the matches in <mark>.

    The text is cut before it is escaped, so no mark can stand inside an HTML entity.
    """
    return Markup().join(pieces(passage))


def pieces(passage: search.Passage) -> Iterator[str]:
    """Yield the pieces between the marks as text and the marks as HTML."""
    text, end = typeset(passage.text), 0
    for start, stop in passage.highlights:
        yield text[end:start]
        yield Markup("<mark>{}</mark>").format(text[start:stop])
        end = stop
    yield text[end:]
