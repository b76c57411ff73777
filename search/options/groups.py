"""Options of a command in groups: each has a heading in the help, and is a value in the code."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import click

Command: TypeAlias = Callable[..., None]
"""A function that a command calls with its options."""


class GroupedOption(click.Option):
    """An option that the help shows below a heading."""

    def __init__(self, *arguments: Any, group: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.group = group


class GroupedCommand(click.Command):
    """A command whose help shows options by their groups, those without one last."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, group by group, in the order in which groups come first."""
        groups: dict[str, list[tuple[str, str]]] = {}
        others = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record and isinstance(parameter, GroupedOption):
                groups.setdefault(parameter.group, []).append(record)
            elif record and isinstance(parameter, click.Option):
                others.append(record)
        for heading, records in {**groups, "Other options": others}.items():
            with formatter.section(heading):
                formatter.write_dl(records)


def gathered(
    name: str, values: Callable[..., object], options: Sequence[Callable[[Command], Command]]
) -> Callable[[Command], Command]:
    """Return a decorator that adds options and gives what they say as one argument, `name`.

    `values` is a dataclass with a field an option.
    """
    fields = [field.name for field in dataclasses.fields(values)]  # type: ignore[arg-type]

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def called(**given: object) -> None:
            own = {field: given.pop(field) for field in fields}
            command(**given, **{name: values(**own)})

        decorated: Command = called
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def grouped(
    group: str, flags: Sequence[str], settings: Mapping[str, Any]
) -> Callable[[Command], Command]:
    """Return an option of a group."""
    return click.option(*flags, cls=GroupedOption, group=group, **settings)
