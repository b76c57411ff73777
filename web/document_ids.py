"""Ids of documents as paths of addresses.

An id may be any text. Quoting does for all of it but the segments that browsers and servers
resolve or merge before anybody sees them (".", "..", and the empty one between two slashes): those
get a tilde in front, and so do the segments that begin with one, which keeps it reversible.
"""

from __future__ import annotations

from werkzeug.routing import PathConverter

SHIELD = "~"


class DocumentIdConverter(PathConverter):
    """Convert an id to the rest of a path and back, whatever characters it holds."""

    regex = "(?s:[^/].*?)"

    def to_url(self, value: str) -> str:
        """Quote an id, its segments shielded."""
        return super().to_url("/".join(map(shield, value.split("/"))))

    def to_python(self, value: str) -> str:
        """Return the id that a path stands for; the server has unquoted it."""
        return "/".join(segment.removeprefix(SHIELD) for segment in value.split("/"))


def shield(segment: str) -> str:
    """Protect a segment that would not survive in an address, or looks protected."""
    is_lost = segment in {"", ".", ".."}
    return SHIELD + segment if is_lost or segment.startswith(SHIELD) else segment
