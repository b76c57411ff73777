"""What a line can be while a page is read from its head to its tail."""

from __future__ import annotations

import enum

from search.models import Label


class State(enum.StrEnum):
    """A label together with the part of the page that the line stands in."""

    HEAD = "head"
    TITLE = "title"
    BYLINE = "byline"
    LEAD = "lead"
    CAPTION = "caption"
    BODY = "body"
    SOURCE = "source"
    INNER_CHROME = "inner chrome"
    INNER_RELATED = "inner related"
    TAIL_CHROME = "tail chrome"
    TAIL_RELATED = "tail related"

    @property
    def label(self) -> Label:
        """The label that a line in this state gets."""
        return _LABELS[self]


_LABELS = {
    State.HEAD: Label.CHROME,
    State.TITLE: Label.TITLE,
    State.BYLINE: Label.BYLINE,
    State.LEAD: Label.LEAD,
    State.CAPTION: Label.CAPTION,
    State.BODY: Label.BODY,
    State.SOURCE: Label.SOURCE,
    State.INNER_CHROME: Label.CHROME,
    State.INNER_RELATED: Label.RELATED,
    State.TAIL_CHROME: Label.CHROME,
    State.TAIL_RELATED: Label.RELATED,
}
