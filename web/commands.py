"""The command `trouvaille`: the four commands under one name."""

from __future__ import annotations

import click

import search.__main__
import search.cleaning.__main__
import search.index
import web.__main__

main = click.version_option(package_name="trouvaille")(
    click.Group(
        name="trouvaille",
        help="Search French articles saved from the web.",
        commands={
            "index": search.index.main,
            "clean": search.cleaning.__main__.main,
            "search": search.__main__.main,
            "web": web.__main__.main,
        },
    )
)
