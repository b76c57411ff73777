"""Whether bytes are text at all."""

from __future__ import annotations

_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xff\xd8\xff", b"\x89PNG", b"GIF8")

_TEXT_CONTROLS = b"\t\n\v\f\r\x1a\x1b"
"""What text files hold beside their letters: white space, DOS end of file, ISO 2022 escapes."""

_CONTROLS = bytes(code for code in (*range(32), 127) if code not in _TEXT_CONTROLS)

_MOST_CONTROLS = 0.02
"""Largest share of control characters in a text; compressed or random bytes have .10."""


def is_binary(content: bytes) -> bool:
    """Tell PDF, pictures, archives and the like from text in any encoding but UTF-16."""
    if content.startswith(_SIGNATURES) or b"\0" in content:
        return True
    controls = len(content) - len(content.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(content)
