"""What an address on the web tells of the article behind it."""

from __future__ import annotations

import datetime
import re
import urllib.parse

from search.cleaning.dates import plausible_date

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)(?=[/?#]|\Z)")
_DIGITS = re.compile(r"\d+")
_PARTED = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)")
_PARTED_BACKWARDS = re.compile(r"(?<!\d)(\d{2})-(\d{2})-((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)([01]\d|2[0-3])[0-5]\d[0-5]\d\d{0,3}")
_PREFIXED_STAMP = re.compile(r"\d{3}(\d\d)(\d\d)(\d\d)([01]\d|2[0-3])[0-5]\d[0-5]\d\d{3}")
"""A site's three digits, then yymmddhhmmss and milliseconds, as content systems number pages."""


def find_url(text: str) -> str | None:
    """Return the first address in `text`, without the punctuation of its sentence."""
    found = _URL.search(text)
    if found is None:
        return None
    url = found[0].rstrip(".,;:!?)»”'")
    return url if "://" in url else f"https://{url}"


def site_of(url: str) -> str | None:
    """Return the host of an address in lower case, without "www.", or None without a host."""
    if plain := _PLAIN_HOST.match(url):
        return plain[1].removeprefix("www.") or None
    try:
        host = urllib.parse.urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") or None if host else None


def date_in(url: str) -> datetime.date | None:
    """Return the day that the digits in an address name, or None where none surely does."""
    try:
        path = urllib.parse.unquote(urllib.parse.urlsplit(url).path)
    except ValueError:
        return None
    dates = [_parted_date(path), *(_date_of_digits(run) for run in _DIGITS.findall(path))]
    return next((date for date in dates if date), None)


def _parted_date(path: str) -> datetime.date | None:
    parted = _PARTED.search(path)
    if parted:
        return plausible_date(int(parted[1]), int(parted[2]), int(parted[3]))
    backwards = _PARTED_BACKWARDS.search(path)
    if backwards:
        return plausible_date(int(backwards[3]), int(backwards[2]), int(backwards[1]))
    return None


def _date_of_digits(run: str) -> datetime.date | None:
    whole = _DAY.fullmatch(run) or _STAMP.fullmatch(run)
    if whole:
        return plausible_date(int(whole[1]), int(whole[2]), int(whole[3]))
    prefixed = _PREFIXED_STAMP.fullmatch(run)
    if prefixed:
        return plausible_date(2000 + int(prefixed[1]), int(prefixed[2]), int(prefixed[3]))
    return None
