"""The `sites.toml` beside indexed documents, as a reader of the page writes rules into it."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from search.cleaning.rule_writing import entry_of, with_rule, without_rule
from search.cleaning.ruling import matched_line, order_of
from search.cleaning.site_rules import FILE_NAME, Order, host_of, parse_rules
from search.cleaning.traces import UNKNOWN_SITE
from search.errors import SiteRulesError
from search.models import Block


@dataclasses.dataclass(frozen=True, slots=True)
class LineRule:
    """What is always done with a line of a site; `site` is None where it is not known."""

    site: str | None
    order: Order
    line: str


def rule_for(block: Block, site: str | None, order: Order) -> LineRule:
    """Return the rule that always keeps, or always removes, a block of a document of a site."""
    return LineRule(site, order, matched_line(block))


def rules_path(sources: Sequence[str | os.PathLike[str]]) -> Path:
    """Return the file that rules are written to: its tables come before those of the others."""
    first = Path(sources[0])
    return (first if first.is_dir() else first.parent).absolute() / FILE_NAME


def add_rule(path: Path, rule: LineRule) -> None:
    """Write a rule into a file, which need not exist; one that is there is not written twice.

    Raises SiteRulesError where the file cannot be read or written, not be added to, or would still
    say the opposite of the line.
    """

    def edit(text: str) -> str:
        after = with_rule(text, _name(rule.site), rule.order, rule.line)
        tables = parse_rules(after, path).of_site(rule.site)
        if order_of(rule.line, tables) is not rule.order:
            raise ValueError("another rule there says the opposite of this line")
        return after

    _edit(path, edit)


def take_out_rule(path: Path, rule: LineRule) -> None:
    """Take a rule out of a file, if it is there; raises SiteRulesError as `add_rule` does."""
    _edit(path, lambda text: without_rule(text, _name(rule.site), rule.order, rule.line))


def written_rules(path: Path, site: str | None) -> frozenset[tuple[Order, str]]:
    """Return the entries that stand in a file for a site by name; none where it cannot be read."""
    try:
        tables = tomllib.loads(_read(path))
    except (OSError, ValueError):
        return frozenset()
    lists = [
        (order, table.get(order.value))
        for name, table in tables.items()
        if host_of(name) == _name(site) and isinstance(table, dict)
        for order in Order
    ]
    return frozenset(
        (order, entry)
        for order, entries in lists
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, str)
    )


def is_written(rule: LineRule, written: frozenset[tuple[Order, str]]) -> bool:
    """Tell whether a rule is among those that stand in a file for its site."""
    return (rule.order, entry_of(rule.line)) in written


def _name(site: str | None) -> str:
    return host_of(site) if site else UNKNOWN_SITE


def _edit(path: Path, edit: Callable[[str], str]) -> None:
    """Put an edited text in the place of a file where it is another."""
    try:
        before = _read(path)
        parse_rules(before, path)
        ends = "\r\n" if "\r\n" in before else "\n"
        after = edit(before.replace("\r\n", "\n")).replace("\n", ends)
        parse_rules(after, path)
        if after != before:
            _write(path.resolve(), after)
    except OSError as error:
        raise SiteRulesError(str(path), f"cannot be written: {error.strerror}") from error
    except ValueError as error:
        raise SiteRulesError(str(path), " ".join(str(error).split())) from error


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig") if path.exists() else ""


def _write(path: Path, content: str) -> None:
    """Put another file in the place of one at once, so that nobody reads half of it."""
    descriptor, name = tempfile.mkstemp(".toml.part", ".sites-", path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _copy_mode(path, name)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _copy_mode(path: Path, copy: str) -> None:
    """Let the copy be read by those who could read the file, of a new one by everybody."""
    Path(copy).chmod(0o644)
    with contextlib.suppress(FileNotFoundError):
        shutil.copymode(path, copy)
