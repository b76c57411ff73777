"""What a line can be while a page is read from its head to its tail."""

from __future__ import annotations

import enum
from typing import Self

from search.models import Label


class State(enum.StrEnum):
    """A label together with the part of the page that the line stands in."""

    label: Label

    HEAD = "head", Label.CHROME
    TITLE = "title", Label.TITLE
    BYLINE = "byline", Label.BYLINE
    LEAD = "lead", Label.LEAD
    CAPTION = "caption", Label.CAPTION
    BODY = "body", Label.BODY
    SOURCE = "source", Label.SOURCE
    INNER_CHROME = "inner chrome", Label.CHROME
    INNER_RELATED = "inner related", Label.RELATED
    TAIL_CHROME = "tail chrome", Label.CHROME
    TAIL_RELATED = "tail related", Label.RELATED

    def __new__(cls, name: str, label: Label = Label.CHROME) -> Self:
        """Make the state of this name whose lines get `label`."""
        state = str.__new__(cls, name)
        state._value_ = name
        state.label = label
        return state
