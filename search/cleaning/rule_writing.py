"""Write a rule for a line into the text of a `sites.toml`; all else stays as it stands there.

What is written is read again: an edit that would say anything else than was asked for is refused,
so that a file written in an unforeseen way is never spoiled.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from search.cleaning.site_rules import Order, host_of

_HEADER = re.compile(r"^[ \t]*\[(?!\[).*\][ \t]*(?:#.*)?$", re.MULTILINE)
_OPPOSITE = {Order.KEEP: Order.REMOVE, Order.REMOVE: Order.KEEP}

Tables = Mapping[str, Mapping[str, Any]]


def with_rule(content: str, site: str, order: Order, line: str) -> str:
    """Return the text of a file with a line always kept, or always removed, on a site.

    The line leaves the list that says the opposite. Raises ValueError where the file is not TOML,
    or is written in such a way that no line can be put into it.
    """
    entry, tables = entry_of(line), tomllib.loads(content)
    name = _name_in(tables, site)
    table, opposite, edited = tables.get(name, {}), _OPPOSITE[order].value, content
    if entry in table.get(opposite, ()):
        edited = _taken_out(edited, name, opposite, entry)
    if entry not in table.get(order.value, ()):
        edited = _put_in(edited, name, order.value, entry)
    if tomllib.loads(edited) != _expected(tables, name, order, entry):
        raise ValueError(f'["{name}"] is written in a way that no rule can be added to')
    return edited


def without_rule(content: str, site: str, order: Order, line: str) -> str:
    """Return the text of a file without the rule that `with_rule` puts in; raises as it does."""
    entry, tables = entry_of(line), tomllib.loads(content)
    name = _name_in(tables, site)
    known = tables.get(name, {}).get(order.value, [])
    if entry not in known:
        return content
    table = {**tables[name], order.value: [each for each in known if each != entry]}
    edited = _taken_out(content, name, order.value, entry)
    if tomllib.loads(edited) != {**tables, name: table}:
        raise ValueError(f'["{name}"] is written in a way that no rule can be taken out of')
    return edited


def entry_of(line: str) -> str:
    """Return the entry that stands for exactly this line."""
    plain = " ".join(line.split())
    if len(plain) > 2 and plain[0] == plain[-1] == "/":
        return f"/^{re.escape(plain)}$/"
    return plain


def _name_in(tables: Tables, site: str) -> str:
    """Return how the table of a site is called, or would be."""
    return next((each for each in tables if host_of(each) == host_of(site)), host_of(site))


def _expected(tables: Tables, name: str, order: Order, entry: str) -> dict[str, Any]:
    table = dict(tables.get(name, {}))
    opposite = _OPPOSITE[order].value
    if entry in table.get(opposite, ()):
        table[opposite] = [each for each in table[opposite] if each != entry]
    known = table.get(order.value, [])
    table[order.value] = known if entry in known else [entry, *known]
    return {**tables, name: table}


def _put_in(content: str, name: str, key: str, entry: str) -> str:
    written = _written(entry)
    table = _table(content, name)
    if table is None:
        gap = "\n" if content.strip() else ""
        end = "" if content.endswith("\n") or not content else "\n"
        return f"{content}{end}{gap}[{_written(name)}]\n{key} = [{written}]\n"
    opening = _array(content, table, key)
    if opening is None:
        return f"{content[: table[0]]}\n{key} = [{written}]{content[table[0] :]}"
    is_empty = content[opening:].lstrip().startswith("]")
    return f"{content[:opening]}{written}{'' if is_empty else ', '}{content[opening:]}"


def _taken_out(content: str, name: str, key: str, entry: str) -> str:
    table = _table(content, name)
    opening = _array(content, table, key) if table else None
    if table is None or opening is None:
        return content
    spellings = "|".join(map(re.escape, (_written(entry), f"'{entry}'")))
    found = re.compile(rf"(?:{spellings})[ \t]*(?:,[ \t]*)?").sub(
        "", content[opening : table[1]], 1
    )
    return f"{content[:opening]}{found}{content[table[1] :]}"


def _table(content: str, name: str) -> tuple[int, int] | None:
    """Return where the lines of a table begin and end, None where there is no such table."""
    headers = list(_headers(content))
    ends = (*(start for _, start, _ in headers[1:]), len(content))
    for (named, _, begin), end in zip(headers, ends, strict=False):
        if named == name:
            return begin, end
    return None


def _headers(content: str) -> Iterator[tuple[str, int, int]]:
    """Yield the names of tables, and where their headers begin and end."""
    for header in _HEADER.finditer(content):
        try:
            [name] = tomllib.loads(header[0])
        except ValueError:
            continue  # a line of an array that looks like a header
        yield name, header.start(), header.end()


def _array(content: str, table: tuple[int, int], key: str) -> int | None:
    """Return where the entries of an array begin, None where there is no such array."""
    opening = re.compile(rf'^[ \t]*"?{key}"?[ \t]*=[ \t]*\[', re.MULTILINE)
    found = opening.search(content, *table)
    return found.end() if found else None


def _written(text: str) -> str:
    """Write a string as TOML does, which escapes one sign more than JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
