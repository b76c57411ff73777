"""The page and its peers as servers of their own, and connections that ask them."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import search
from benchmarks.generate import write_corpus

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60
"""How long a server may take to start, and to answer a request."""

BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "fr"}
"""What browsers ask with."""

_TABLE = """
create table articles (
    id text primary key, title text, text text, date text, url text,
    site text, author text, language text
);
create index articles_site on articles (site);
create index articles_author on articles (author);
create index articles_language on articles (language);
"""
# Without a space around its "=", content is what Datasette knows the table of words by.
_WORDS = """
create virtual table articles_fts using fts5 (
    title, text, content="articles", tokenize = "unicode61 remove_diacritics 2"
);
insert into articles_fts (rowid, title, text) select rowid, title, text from articles;
insert into articles_fts (articles_fts) values ('optimize');
analyze;
"""
_COLUMNS = ("id", "title", "text", "date", "url", "site", "author", "language")


def build_ours(corpus: Path, folder: Path, documents: int) -> Path:
    """Make a corpus of so many documents and its index, where they are not kept; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    source, index = folder / "corpus.jsonl", folder / "trouvaille"
    if not source.exists():
        write_corpus(corpus, source, documents)
    if not index.exists():
        search.build_index(source, index, search.IndexOptions(cleaning=search.Cleaning.OFF))
    return index


def build_peer(folder: Path) -> Path:
    """Put the documents of a folder's corpus into a SQLite database, with FTS5 over them."""
    database = folder / "datasette.db"
    if not database.exists():
        unfinished = database.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        marks = ", ".join("?" * len(_COLUMNS))
        with closing(sqlite3.connect(unfinished)) as connection:
            connection.executescript(_TABLE)
            rows = ([each[name] for name in _COLUMNS] for each in documents_of(folder))
            connection.executemany(f"insert into articles values ({marks})", rows)
            connection.executescript(_WORDS)
            connection.commit()
        unfinished.rename(database)
    return database


def documents_of(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the documents of a folder's corpus."""
    with (folder / "corpus.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def our_command(index: Path, port: int) -> list[str]:
    """Return the command that serves an index."""
    return [sys.executable, "-m", "web", "--index", str(index), "--port", str(port)]


def peer_command(database: Path, port: int) -> list[str]:
    """Return the command that serves a database, which is never written, ten rows a page."""
    settings = ("--setting", "default_page_size", "10")
    command = [sys.executable, "-m", "datasette", "serve", "-i", str(database)]
    return [*command, "--port", str(port), *settings]


@contextlib.contextmanager
def running(command: Sequence[str], port: int) -> Iterator[int]:
    """Run a server until the end; yield its process once it takes connections."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield server.pid
        finally:
            server.terminate()


def free_port() -> int:
    """Return a port of this machine that nobody has."""
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(port: int) -> None:
    """Return once somebody listens; raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port)):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens at port {port}")


@contextlib.contextmanager
def connection(port: int) -> Iterator[http.client.HTTPConnection]:
    """Yield a connection that is kept from request to request."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)) as kept:
        yield kept


def ask(kept: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    """Return the status and the body of the answer to a GET."""
    kept.request("GET", path, headers=BROWSER)
    answer = kept.getresponse()
    return answer.status, answer.read()


def cpu_seconds(process: int) -> float:
    """Return the processor time of a process so far, by what Linux says in /proc."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
