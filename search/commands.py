"""What Trouvaille's commands have in common."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator

import click

from search.errors import TrouvailleError

INTERRUPTED = 130
"""Exit status of a command that Ctrl-C ended: 128 and the number of the signal."""

DEFAULT_PATH = "corpus/"
"""What is indexed when nothing is named."""

DEFAULT_INDEX = "index/"
"""Where commands build and look for the index."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

index_option = click.option(
    "--index",
    default=DEFAULT_INDEX,
    show_default=True,
    metavar="DIR",
    help="Folder of the index.",
)


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
