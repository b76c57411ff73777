"""The command `python -m search.index`: make the index hold what folders hold."""

from __future__ import annotations

import json
import math
import sys

import click

from search.commands import DEFAULT_PATH, errors_in_one_line, index_option, use_color, visible
from search.engines.addresses import is_address
from search.engines.opening import shown
from search.engines.whoosh import MEMORY_MB
from search.index_health import print_repair, repair_to_json, show_health
from search.index_options import PATIENCE_SECONDS, IndexOptions
from search.indexing import build_index
from search.models import Cleaning
from search.parallel import available_processors
from search.parts import Part, parse_part
from search.reading import DEFAULT_LIMIT_BYTES
from search.reports import IndexReport
from search.terminal.progress import progress_shown

MEGABYTE = 1000 * 1000
MOST_MEGABYTES = 1_000_000
MOST_SECONDS = 1_000_000.0


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH ...]", type=click.Path())
@index_option
@click.option("--rebuild", is_flag=True, help="Build the index anew instead of updating it.")
@click.option("--verify", is_flag=True, help="Check every byte of the index, and change nothing.")
@click.option(
    "--repair", is_flag=True, help="Drop what is damaged; index its documents anew from PATH."
)
@click.option(
    "--cleaning",
    type=click.Choice([mode.value for mode in Cleaning]),
    default=Cleaning.AUTO.value,
    show_default=True,
    help="Remove site chrome, or keep everything.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=available_processors,
    show_default="the number of processors",
    help="Processes that share the work; one does it alone where there is little to do.",
)
@click.option(
    "--memory",
    "memory_mb",
    type=click.IntRange(min=1, max=MOST_MEGABYTES),
    metavar="MB",
    default=MEMORY_MB,
    show_default=True,
    help="Memory to take, roughly, in all processes; what needs more goes by way of the disk.",
)
@click.option(
    "--limit-mb",
    type=click.FloatRange(min=0, min_open=True, max=MOST_MEGABYTES),
    default=DEFAULT_LIMIT_BYTES / MEGABYTE,
    show_default=True,
    help="Reject documents larger than this, in MB.",
)
@click.option(
    "--engine",
    type=click.Choice(["whoosh", "opensearch"]),
    help="What keeps the index: it follows from --index, a folder or an address.",
)
@click.option(
    "--part",
    callback=lambda _context, _option, text: _part(text),
    metavar="N/M",
    help="Index the Nth of M parts; other machines index the others at the same time.",
)
@click.option(
    "--patience",
    "patience_seconds",
    type=click.FloatRange(min=0, max=MOST_SECONDS),
    metavar="SECONDS",
    default=PATIENCE_SECONDS,
    show_default=True,
    help="How long to wait for a machine with another part that gives no sign.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def main(  # noqa: PLR0913  one parameter an option
    *,
    paths: tuple[str, ...],
    index: str,
    rebuild: bool,
    verify: bool,
    repair: bool,
    cleaning: str,
    jobs: int,
    memory_mb: int,
    limit_mb: float,
    engine: str | None,
    part: Part | None,
    patience_seconds: float,
    as_json: bool,
) -> None:
    """Make the index hold the documents of files and folders (corpus/ by default).

    Only documents that are new, changed or gone since the last run are touched. The exit status
    is 1 when documents were rejected or --verify found damage, 2 when nothing could be done.
    """
    _check_engine(engine, index, repair=repair)
    if part and not is_address(index):
        raise click.UsageError("--part needs --index opensearch://HOST:9200/NAME")
    for hint, number in (("--limit-mb", limit_mb), ("--patience", patience_seconds)):
        if math.isnan(number):
            raise click.BadParameter("not a number", param_hint=hint)
    if rebuild + verify + repair > 1:
        raise click.UsageError("only one of --rebuild, --verify and --repair can be done at once")
    if verify:
        with errors_in_one_line():
            sys.exit(0 if show_health(index, as_json=as_json) else 1)
    sources = paths or (DEFAULT_PATH,)
    with errors_in_one_line(), progress_shown(sources, part) as on_progress:
        options = IndexOptions(
            rebuild=rebuild,
            repair=repair,
            cleaning=Cleaning(cleaning),
            jobs=jobs,
            limit_bytes=int(limit_mb * MEGABYTE),
            on_progress=on_progress,
            memory_mb=memory_mb,
            part=part,
            patience_seconds=patience_seconds,
        )
        report = build_index(sources, index, options)
    if as_json:
        click.echo(json.dumps(report_to_json(report), ensure_ascii=False))
    else:
        _print_report(report, shown(index))
    sys.exit(1 if report.rejected else 0)


def _part(text: str | None) -> Part | None:
    """Read the value of --part; raises BadParameter."""
    try:
        return parse_part(text) if text is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _check_engine(engine: str | None, index: str, *, repair: bool) -> None:
    """End with a message where options ask of an index what another kind can do."""
    if engine == "opensearch" and not is_address(index):
        raise click.UsageError("--engine opensearch needs --index opensearch://HOST:9200/NAME")
    if engine == "whoosh" and is_address(index):
        raise click.UsageError("--engine whoosh needs a folder in --index, not an address")
    if repair and is_address(index):
        raise click.UsageError("an index on a server is not repaired; use --rebuild instead")


def report_to_json(report: IndexReport) -> dict[str, object]:
    """Return the JSON object of a report."""
    repaired = {"repair": repair_to_json(report.repair)} if report.repair else {}
    awaited = {"awaited": list(report.awaited)} if report.awaited else {}
    return {
        **repaired,
        **awaited,
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "skipped": report.skipped,
        "unsure": report.unsure,
        "rejected": [
            {"document": rejection.document, "reason": rejection.reason}
            for rejection in report.rejected
        ],
        "took_seconds": round(report.took_seconds, 3),
    }


def _print_report(report: IndexReport, index: str) -> None:
    if report.repair:
        print_repair(report.repair)
    for rejection in report.rejected:
        line = visible(f"rejected  {rejection.document}: {rejection.reason}")
        click.secho(line, err=True, fg="yellow", color=use_color())
    counts = {
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "unsure": report.unsure,
        "rejected": len(report.rejected),
        "skipped": report.skipped,
    }
    summary = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    if report.touched_nothing:
        click.echo(f"{index}: nothing to do ({summary})")
    else:
        click.echo(f"{index}: {summary} in {report.took_seconds:.1f} s")
    if report.awaited:
        numbers = ", ".join(map(str, report.awaited))
        click.echo(f"{index}: nothing of it is seen before part {numbers} is done")


if __name__ == "__main__":
    main(prog_name="python -m search.index")
