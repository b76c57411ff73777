"""What Trouvaille's commands have in common."""

from __future__ import annotations

import contextlib
import functools
import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click

from search.engines.addresses import is_address
from search.engines.opening import with_access
from search.errors import TrouvailleError

INTERRUPTED = 130
"""Exit status of a command that Ctrl-C ended: 128 and the number of the signal."""

DEFAULT_PATH = "corpus/"
"""What is indexed when nothing is named."""

DEFAULT_INDEX = "index/"
"""Where commands build and look for the index."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_ACCESS = (
    click.option("--user", metavar="NAME", help="User of the search server."),
    click.option(
        "--password-file",
        type=click.Path(),
        metavar="FILE",
        help="File of its password; or set TROUVAILLE_OPENSEARCH_PASSWORD.",
    ),
    click.option(
        "--ca",
        type=click.Path(),
        metavar="FILE",
        help="Certificates to trust in place of the system's.",
    ),
)
_INDEX = click.option(
    "--index",
    default=DEFAULT_INDEX,
    show_default=True,
    metavar="DIR",
    help="Folder of the index, or its address: opensearch://HOST:9200/NAME.",
)


def index_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that name an index; the command is given `index`, which may hold secrets."""

    @functools.wraps(command)
    def called(index: str, **given: object) -> None:
        access = {name: given.pop(name) for name in ("user", "password_file", "ca")}
        command(index=_with_access(index, access), **given)

    decorated: Callable[..., None] = called
    for option in (*reversed(_ACCESS), _INDEX):
        decorated = option(decorated)
    return decorated


def _with_access(index: str, access: Mapping[str, Any]) -> str:
    """Return an index with what options say of a server; ends where it is no server's."""
    given = {name: value for name, value in access.items() if value is not None}
    if is_address(index):
        with errors_in_one_line():
            return with_access(index, **given)
    if given:
        raise click.UsageError("--user, --password-file and --ca are for an index at an address")
    return index


@contextlib.contextmanager
def errors_in_one_line() -> Iterator[None]:
    """End the command with status 2 and one line for the user when it meets an error of ours."""
    try:
        yield
    except TrouvailleError as error:
        click.secho(visible(f"error: {error}"), err=True, fg="red", color=use_color())
        raise SystemExit(2) from error
    except KeyboardInterrupt:
        click.secho("interrupted", err=True, fg="red", color=use_color())
        raise SystemExit(INTERRUPTED) from None


def use_color() -> bool | None:
    """Tell whether to color: None leaves it to whether the output is a terminal.

    A user who sets NO_COLOR (no-color.org) wants none.
    """
    return False if os.environ.get("NO_COLOR") else None


def visible(text: str) -> str:
    """Replace control characters, one for one: a document must not steer the terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
