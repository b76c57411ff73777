from __future__ import annotations

import dataclasses

import click
from click.testing import CliRunner

from search.options.groups import GroupedCommand, gathered, grouped


@dataclasses.dataclass(frozen=True)
class Size:
    width: int
    height: int


OPTIONS = (
    grouped("Size", ["--width"], {"type": int, "default": 1, "help": "How wide."}),
    grouped("Size", ["--height"], {"type": int, "default": 2, "help": "How high."}),
)


@click.command(cls=GroupedCommand)
@click.option("--color", default="red", help="Of what color.")
@gathered("size", Size, OPTIONS)
def paint(*, size: Size, color: str) -> None:
    """Paint a square."""
    click.echo(f"{size} {color}")


def test_options_come_together_as_one_value() -> None:
    result = CliRunner().invoke(paint, ["--height", "5"])
    assert result.stdout == "Size(width=1, height=5) red\n"


def test_help_shows_options_below_their_headings_in_their_order() -> None:
    lines = CliRunner().invoke(paint, ["--help"]).stdout.splitlines()
    places = [
        next(number for number, line in enumerate(lines) if line.strip().startswith(text))
        for text in ("Size:", "--width", "--height", "Other options:", "--color", "--help")
    ]
    assert places == sorted(places)
