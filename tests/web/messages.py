"""The messages of the page as they stand in its code and templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

WEB = Path(__file__).parents[2] / "web"

_KEYWORDS = {"_": None, "gettext": None, "translated": None, "ngettext": (1, 2)}
_METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
_OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}


def messages() -> Iterator[str | tuple[str, ...]]:
    """Yield the messages, those that count as pairs."""
    found = extract_from_dir(WEB, _METHODS, _OPTIONS, _KEYWORDS)
    yield from (message for _, _, message, _, _ in found)
