"""Show whether an index is whole, and what a repair found."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from search.commands import use_color, visible
from search.engines.addresses import is_address
from search.engines.opening import shown
from search.reports import Damage, IndexHealth, Repair
from search.verification import verify_index

SHOWN_IDS = 20
"""Documents that are named one by one: more than a screen helps nobody."""


def show_health(index: str, *, as_json: bool) -> bool:
    """Check an index, print what was found, and tell whether it is whole."""
    health = verify_index(index)
    if as_json:
        click.echo(json.dumps(health_to_json(health), ensure_ascii=False))
    else:
        print_damages(health.damages)
        parts = "shards" if is_address(index) else "files"
        counts = f"{health.documents:,} documents, {health.files:,} {parts}, {health.bytes:,} bytes"
        click.echo(f"{shown(index)}: {'whole' if health.is_whole else 'damaged'} ({counts})")
    return health.is_whole


def health_to_json(health: IndexHealth) -> dict[str, object]:
    """Return the JSON object of a check."""
    return {
        "whole": health.is_whole,
        "documents": health.documents,
        "segments": health.segments,
        "files": health.files,
        "bytes": health.bytes,
        "damaged": _damages_to_json(health.damages),
    }


def repair_to_json(repair: Repair) -> dict[str, object]:
    """Return the JSON object of a repair."""
    return {
        "damaged": _damages_to_json(repair.damages),
        "lost": list(repair.lost),
        "unnamed": repair.unnamed,
        "gone": list(repair.gone),
    }


def print_repair(repair: Repair) -> None:
    """Print what was damaged, and which documents were lost with it."""
    print_damages(repair.damages)
    _print_ids("gone", repair.gone)
    _print_ids("restored", sorted(set(repair.lost) - set(repair.gone)))
    if repair.unnamed:
        _print(f"damaged   documents of which the ids are, too: {repair.unnamed:,}")


def _print_ids(what: str, ids: Sequence[str]) -> None:
    """Print some ids, a line each, and how many more there are."""
    for id in ids[:SHOWN_IDS]:
        _print(f"{what:<8}  {id}")
    if len(ids) > SHOWN_IDS:
        _print(f"{what:<8}  {len(ids) - SHOWN_IDS:,} more (--json names all)")


def print_damages(damages: Sequence[Damage]) -> None:
    """Print what is damaged, a file a line."""
    for damage in damages:
        _print(f"damaged   {damage.file}: {damage.reason}")


def _print(line: str) -> None:
    click.secho(visible(line), err=True, fg="yellow", color=use_color())


def _damages_to_json(damages: Sequence[Damage]) -> list[dict[str, str]]:
    return [{"file": damage.file, "reason": damage.reason} for damage in damages]
