"""What users always keep or always remove, in a `sites.toml` beside their documents.

["lemonde.fr"]                                   # and its subdomains
keep = ["Le rappel des faits", "/^Encadré/"]     # whole lines, or /regular expressions/
remove = ["Newsletter du jour"]
keep-selectors = [".encadre"]                    # parts of pages of HTML
remove-selectors = ["#sidebar", ".promo"]

A site is a host, with or without "www.", or any address on it. The table ["*"] is for every site,
["unknown"] for documents whose site is not known. A site's own
rules come before those of ["*"], lines before selectors, and what is kept before what is removed.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import hashlib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from search.cleaning.addresses import site_of
from search.cleaning.bounded_patterns import BoundedPattern, bounded_pattern
from search.cleaning.selectors import Selector, parse_selector
from search.cleaning.traces import UNKNOWN_SITE
from search.errors import SiteRulesError

FILE_NAME = "sites.toml"
EVERY_SITE = "*"


class Order(enum.Enum):
    """What a rule says of a line."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclasses.dataclass(frozen=True, slots=True)
class LineRules:
    """Lines, their white space normalized, and patterns that are found in lines."""

    lines: frozenset[str] = frozenset()
    patterns: tuple[BoundedPattern, ...] = ()

    def match(self, line: str) -> bool:
        """Tell whether a line, given with its white space normalized, is one of these."""
        return line in self.lines or any(pattern.search(line) for pattern in self.patterns)


@dataclasses.dataclass(frozen=True, slots=True)
class SiteRules:
    """One table of the file, and a digest of what it says."""

    keep: LineRules = LineRules()
    remove: LineRules = LineRules()
    keep_selectors: tuple[Selector, ...] = ()
    remove_selectors: tuple[Selector, ...] = ()
    digest: str = ""

    def order(self, line: str) -> Order | None:
        """Return what the rules for lines say of one with its white space normalized."""
        if self.keep.match(line):
            return Order.KEEP
        return Order.REMOVE if self.remove.match(line) else None

    @property
    def selectors(self) -> tuple[tuple[Selector, Order], ...]:
        """The selectors, each with what it says of its elements."""
        keep = ((selector, Order.KEEP) for selector in self.keep_selectors)
        remove = ((selector, Order.REMOVE) for selector in self.remove_selectors)
        return (*keep, *remove)


@dataclasses.dataclass(frozen=True, slots=True)
class Rules:
    """The tables of one or more files by site."""

    tables: Mapping[str, tuple[SiteRules, ...]] = dataclasses.field(default_factory=dict)

    def of_site(self, site: str | None) -> tuple[SiteRules, ...]:
        """Return the tables that apply to a site, those that come first first."""
        names = _with_parents(host_of(site)) if site else [UNKNOWN_SITE]
        return tuple(table for name in (*names, EVERY_SITE) for table in self.tables.get(name, ()))

    @property
    def whole_digest(self) -> str:
        """What changes with any of the rules."""
        tables = [[site, *(each.digest for each in self.tables[site])] for site in self.tables]
        return hashlib.blake2b(json.dumps(sorted(tables)).encode(), digest_size=8).hexdigest()

    def digest(self, site: str | None) -> str:
        """Return what changes with the rules for a site; nothing where there are none."""
        return ".".join(table.digest for table in self.of_site(site))


def find_rules(paths: Sequence[str | os.PathLike[str]]) -> Rules:
    """Read the `sites.toml` in each folder of `paths` and beside each file.

    All of them apply to all documents. Raises SiteRulesError when a file cannot be used.
    """
    folders = (path if path.is_dir() else path.parent for path in map(Path, paths))
    files = dict.fromkeys(folder.absolute() / FILE_NAME for folder in folders)
    return functools.reduce(_joined, map(read_rules, filter(Path.is_file, files)), Rules())


def read_rules(path: Path) -> Rules:
    """Read one file of rules; raise SiteRulesError when it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SiteRulesError(str(path), f"cannot be read: {_one_line(error)}") from error
    return parse_rules(text, path)


def parse_rules(text: str, path: Path) -> Rules:
    """Return the rules that a text says; raise SiteRulesError, which names `path`, for others."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SiteRulesError(str(path), f"cannot be read: {_one_line(error)}") from error
    try:
        tables = [Rules({host_of(site): (_parse_table(site, content[site]),)}) for site in content]
    except ValueError as error:
        raise SiteRulesError(str(path), _one_line(error)) from error
    return functools.reduce(_joined, tables, Rules())


def host_of(site: str) -> str:
    """Return a site as documents name theirs: in lower case, without "www.", path or port."""
    if site in {EVERY_SITE, UNKNOWN_SITE}:
        return site
    host = site_of(site if "//" in site else f"//{site}")
    return host or site.lower()


def _with_parents(site: str) -> Iterator[str]:
    """Yield a host and the domains above it: www.example.fr, example.fr, fr."""
    yield site
    while "." in site:
        site = site.partition(".")[2]
        yield site


def _joined(first: Rules, second: Rules) -> Rules:
    names = first.tables.keys() | second.tables.keys()
    tables = {name: first.tables.get(name, ()) + second.tables.get(name, ()) for name in names}
    return Rules(tables)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _parse_table(site: str, table: object) -> SiteRules:
    if not isinstance(table, dict):
        raise ValueError(f'"{site}" is not a table; write ["{site}"]')  # noqa: TRY004
    keys = ("keep", "remove", "keep-selectors", "remove-selectors")
    unknown = sorted(table.keys() - set(keys))
    if unknown:
        raise ValueError(f'["{site}"] has an unknown key: {unknown[0]} (known: {", ".join(keys)})')
    keep, remove, keep_selectors, remove_selectors = (_strings(site, table, key) for key in keys)
    return SiteRules(
        _line_rules(site, keep),
        _line_rules(site, remove),
        _selectors(site, keep_selectors),
        _selectors(site, remove_selectors),
        _digest(table),
    )


def _digest(table: dict[str, object]) -> str:
    written = json.dumps(table, sort_keys=True, default=str)
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()


def _strings(site: str, table: dict[str, object], key: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ValueError(f'["{site}"] {key} is not a list of strings')
    return value


def _line_rules(site: str, entries: Sequence[str]) -> LineRules:
    patterns = [entry for entry in entries if len(entry) > 2 and entry[0] == entry[-1] == "/"]
    lines = frozenset(" ".join(entry.split()) for entry in entries if entry not in patterns)
    return LineRules(lines, tuple(_pattern(site, entry) for entry in patterns))


def _pattern(site: str, entry: str) -> BoundedPattern:
    try:
        return bounded_pattern(entry[1:-1])
    except ValueError as error:
        raise ValueError(f'["{site}"] {entry}: {error}') from error


def _selectors(site: str, entries: Sequence[str]) -> tuple[Selector, ...]:
    return tuple(_selector(site, entry) for entry in entries)


def _selector(site: str, entry: str) -> Selector:
    try:
        return parse_selector(entry)
    except ValueError as error:
        raise ValueError(f'["{site}"] {entry!r}: bad selector: {error}') from error
