"""The encoding that a page of HTML declares."""

from __future__ import annotations

import codecs
import re

_PRESCAN_BYTES = 4096
"""Where a declaration is looked for: browsers want it in 1024 bytes, pages put it later."""

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_XML = re.compile(rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)""")
_META = re.compile(rb"""<meta[\s/][^<>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)

_LEGACY = re.compile(
    r"iso8859-\d+|cp125\d|cp874|cp85[02]|koi8-[rut]|mac-\w+|gb2312|gbk|gb18030|big5(hkscs)?"
    r"|shift_jis|cp932|cp949|euc_(jp|kr)|iso2022_jp"
)
"""Python's names of the encodings that pages are written in."""

_AS_BROWSERS_READ = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Encodings that are read as one that extends them (WHATWG Encoding Standard)."""


def declared_encoding(page: bytes) -> str | None:
    """Find the codec for the encoding that a page declares, in XML or in a meta element.

    None when it declares none, none that pages are written in, or Unicode, which shows by
    itself.
    """
    start = _COMMENT.sub(b"", page[:_PRESCAN_BYTES])
    match = _XML.match(start) or _META.search(start)
    return _legacy_codec(match[1].decode("ascii", "replace")) if match else None


def _legacy_codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label.lower().removeprefix("x-")).name
    except LookupError:
        return None
    name = _AS_BROWSERS_READ.get(name, name)
    return name if _LEGACY.fullmatch(name) else None
