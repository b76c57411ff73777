"""Addresses found in documents, which may say anything."""

from __future__ import annotations

from urllib.parse import urlsplit

from werkzeug.urls import iri_to_uri


def web_address(url: str | None) -> str | None:
    """Return `url`, well-formed, if following it can only open a web page, or else None.

    None, too, where it has a name before its host, which makes it seem to be of another host.
    """
    try:
        parts = urlsplit(url or "")
        is_page = parts.scheme in {"http", "https"} and parts.netloc and "@" not in parts.netloc
        return iri_to_uri(url or "") if is_page else None
    except ValueError:  # brackets that hold no IPv6 address, a host that no name can be
        return None
