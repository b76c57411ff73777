"""The options of `python -m search` that say what is printed, and how."""

from __future__ import annotations

import dataclasses

import click

from search.exporting.models import ExportFormat
from search.options.groups import grouped

SHOWN = "What is shown"
TAKEN_OUT = "For other programs"


@dataclasses.dataclass(frozen=True, slots=True)
class OutputOptions:
    """What the options say, each by its own name."""

    limit: int
    page: int
    all_: bool
    facets: bool
    explain: bool
    as_json: bool
    export: str | None
    format_: str

    def check(self, *, has_file: bool) -> None:
        """End with a message where options exclude each other; `has_file`: of many queries."""
        named = {
            "--format trec": self.format_ == "trec",
            "--export": self.export is not None,
            "--json": self.is_json,
            "--explain": self.explain,
            "--facets": self.facets,
            "--all": self.all_,
            "--page": self.page > 1,
            "--queries": has_file,
        }
        for one, others in _EXCLUDING.items():
            for other in others:
                if named[one] and named[other]:
                    raise click.UsageError(f"{other} and {one} exclude each other")

    @property
    def is_json(self) -> bool:
        """Whether results are printed as JSON."""
        return self.as_json or self.format_ == "json"

    @property
    def is_run(self) -> bool:
        """Whether results are printed as a run for evaluation tools."""
        return self.format_ == "trec"

    @property
    def export_format(self) -> ExportFormat | None:
        """The format that all of a result is written in."""
        return ExportFormat(self.export) if self.export else None


_EXCLUDING = {
    "--format trec": ("--json", "--explain", "--facets", "--page", "--all", "--export"),
    "--export": ("--json", "--explain", "--facets", "--page", "--queries"),
    "--all": ("--page",),
}
"""Options of which the second would say nothing where the first is."""

OUTPUT_OPTIONS = (
    grouped(
        SHOWN,
        ["--limit"],
        {
            "type": click.IntRange(min=1),
            "default": 10,
            "show_default": True,
            "help": "Articles shown of each query.",
        },
    ),
    grouped(
        SHOWN,
        ["--page"],
        {"type": click.IntRange(min=1), "default": 1, "help": "Page of so many articles."},
    ),
    grouped(SHOWN, ["--all", "all_"], {"is_flag": True, "help": "Show every article found."}),
    grouped(SHOWN, ["--facets"], {"is_flag": True, "help": "Count articles by site, year, …"}),
    grouped(
        SHOWN, ["--explain"], {"is_flag": True, "help": "Say of each article why it was found."}
    ),
    grouped(
        TAKEN_OUT,
        ["--export"],
        {
            "type": click.Choice([format.value for format in ExportFormat]),
            "help": "Write all of the result in this format.",
        },
    ),
    grouped(
        TAKEN_OUT,
        ["--json", "as_json"],
        {"is_flag": True, "help": "Print one JSON object a query."},
    ),
    grouped(
        TAKEN_OUT,
        ["--format", "format_"],
        {
            "type": click.Choice(["text", "json", "trec"]),
            "default": "text",
            "show_default": True,
            "help": "How results are printed; trec is a run for evaluation tools.",
        },
    ),
)
