"""The fields of a JSON Lines object: "id", "title", "text" or "html", "date", "url", "author"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from search.errors import ReadError
from search.models import Format, Metadata

_ISO_DAY = re.compile(r"\s*([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])")
_FRENCH_DAY = re.compile(r"\s*([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9])")


def document_text(fields: Mapping[str, object], origin: str) -> tuple[str, Format]:
    """Choose the text of a document: "text", or "html" where there is no text.

    It may be empty when there is a title. Raises ReadError when there is none of them.
    """
    text, html = _string(fields, "text", origin), _string(fields, "html", origin)
    if text is None and html is None:
        raise ReadError(origin, 'no "text" or "html"')
    if text and text.strip():
        return _with_plain_newlines(text), Format.TEXT
    if html and html.strip():
        return _with_plain_newlines(html), Format.HTML
    if _short_string(fields, "title", origin):
        return "", Format.TEXT
    raise ReadError(origin, "empty")


def document_id(fields: Mapping[str, object], origin: str) -> str | None:
    """Read the "id", a string or an integer; None when there is none or it is blank.

    Raises ReadError when it is something else.
    """
    id = fields.get("id")
    if isinstance(id, int) and not isinstance(id, bool):
        return str(id)
    if id is not None and not isinstance(id, str):
        raise ReadError(origin, '"id" is not a string or an integer')
    return _short_string(fields, "id", origin)


def declared_metadata(fields: Mapping[str, object], origin: str) -> Metadata:
    """Read what an object says beside the text; a date that is not understood is left out.

    Raises ReadError when a field but the date is not a string.
    """
    return Metadata(
        title=_one_line(fields, "title", origin),
        author=_one_line(fields, "author", origin),
        published=_day(fields.get("date")),
        url=_short_string(fields, "url", origin),
    )


def _one_line(fields: Mapping[str, object], name: str, origin: str) -> str | None:
    """Read a field with its lines one behind the other; None when nothing is left."""
    lines = (line.strip() for line in (_string(fields, name, origin) or "").splitlines())
    return " ".join(filter(None, lines)) or None


def _short_string(fields: Mapping[str, object], name: str, origin: str) -> str | None:
    """Read a field without the white space around it; None when nothing is left."""
    return (_string(fields, name, origin) or "").strip() or None


def _string(fields: Mapping[str, object], name: str, origin: str) -> str | None:
    string = fields.get(name)
    if string is None:
        return None
    if not isinstance(string, str):
        raise ReadError(origin, f'"{name}" is not a string')
    return _without_lone_surrogates(string)


def _without_lone_surrogates(string: str) -> str:
    r"""Replace the halves of characters that JSON can write ("\ud83d") and no encoding can."""
    try:
        string.encode()
    except UnicodeEncodeError:
        return string.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return string


def _with_plain_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _day(date: object) -> datetime.date | None:
    """Read the day from "2025-10-26", "2025-10-26T18:30:00Z" or "26/10/2025"."""
    if not isinstance(date, str):
        return None
    if match := _ISO_DAY.match(date):
        year, month, day = match.groups()
    elif match := _FRENCH_DAY.match(date):
        day, month, year = match.groups()
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
