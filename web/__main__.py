"""python -m web: serve the search page on this machine."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import threading
import webbrowser
from typing import IO

import click

import search
from web.application import create_app
from web.hosts import is_loopback
from web.mounting import stop_runs
from web.serving import serve
from web.settings import LOOPBACK, Settings


class Refusal(click.ClickException):
    """The page cannot be served, for a reason that the user can mend."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        """Print the reason in one line, as the other commands do."""
        click.secho(f"error: {self.message}", file=file, err=True, fg="red")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--index",
    default="index/",
    show_default=True,
    metavar="DIR",
    help="Folder of the index, or its address: opensearch://HOST:9200/NAME.",
)
@click.option("--user", metavar="NAME", help="User of the search server.")
@click.option(
    "--password-file",
    metavar="FILE",
    help="File of its password; or set TROUVAILLE_OPENSEARCH_PASSWORD.",
)
@click.option("--ca", metavar="FILE", help="Certificates to trust in place of the system's.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=5000,
    show_default=True,
    help="Port to listen at; 0 takes any that is free.",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="Answer under this name, too: that of a proxy, or of this machine in its network.",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this origin (https://a.fr, or * for all) read the JSON addresses.",
)
@click.option("--metrics", "has_metrics", is_flag=True, help="Answer /metrics for Prometheus.")
@click.option(
    "--editable",
    "is_editable",
    is_flag=True,
    help="Let browsers on this machine write rules for sites and index again.",
)
@click.option("--open", "is_opened", is_flag=True, help="Open the page in the browser.")
def main(  # noqa: PLR0913  one parameter an option
    *,
    index: str,
    user: str | None,
    password_file: str | None,
    ca: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    has_metrics: bool,
    is_editable: bool,
    is_opened: bool,
) -> None:
    """Serve the search page until Ctrl-C."""
    if is_editable and not is_loopback(host):
        raise Refusal(f"--editable is for this machine alone: --host 127.0.0.1, not {host}")
    settings = Settings(
        hosts=LOOPBACK | {name.lower().strip("[]") for name in (host, *names)},
        allows_addresses=is_unspecified(host),
        origins=frozenset(origins),
        has_metrics=has_metrics,
        is_editable=is_editable,
    )
    try:
        if user or password_file or ca:
            index = search.with_access(index, user=user, password_file=password_file, ca=ca)
        with search.open_index(index) as searcher:
            run(searcher, settings, host, port, is_opened=is_opened)
    except search.TrouvailleError as error:
        raise Refusal(str(error)) from error


def run(
    searcher: search.Searcher, settings: Settings, host: str, port: int, *, is_opened: bool
) -> None:
    """Listen, say where, and answer until interrupted."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # warns of requests that wait
    with listen(host, port) as listener:
        address = address_of(listener)
        click.echo(f"Trouvaille is at {address} (Ctrl-C to stop)")
        if is_opened:
            open_browser(address)
        app = create_app(searcher, settings=settings)
        try:
            serve(app, listener)
        finally:
            stop_runs(app)


def is_unspecified(host: str) -> bool:
    """Tell whether a host stands for all addresses of this machine (0.0.0.0, ::)."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return not host


def listen(host: str, port: int) -> socket.socket:
    """Take the port; from here on, connections wait to be answered."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise Refusal(f"{host} is no address to listen at") from error
    try:
        return socket.create_server(address, family=family)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Refusal(f"cannot listen at {host}, port {port}: {reason}") from error


def address_of(listener: socket.socket) -> str:
    """Return the address of the page, with the port that was really taken."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def open_browser(address: str) -> None:
    """Open the page without waiting: a browser in the terminal returns only when it is left."""
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


if __name__ == "__main__":
    main(prog_name="python -m web")
