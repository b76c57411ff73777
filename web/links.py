"""Addresses found in documents, which may say anything."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(url: str | None) -> str | None:
    """Return `url` if following it can only open a web page, or else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # brackets that hold no IPv6 address
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
