"""Load the page while its index is rebuilt: `python -m benchmarks.page_load --corpus FILE`.

FILE holds articles as JSON Lines {"id", "title", "text", "date"}, of which a corpus is made as
`benchmarks.speed` makes it; `--keep DIR` may be the same folder, of which a copy is served. Every
user has a connection that is kept, and asks without a pause: pages of results for words of a title,
the article of that title as a result links to it, suggestions and JSON. Meanwhile
`python -m search.index --rebuild` writes the same index anew, again and again, in processes of its
own. An error is a status from 400 on, or no answer.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import click

from benchmarks.page_peers import DOCUMENTS, QUERIES, typed
from benchmarks.page_servers import (
    ask,
    build_ours,
    connection,
    cpu_seconds,
    free_port,
    our_command,
    running,
)
from benchmarks.tables import NOTHING, print_table

KINDS = {"results": 5, "article": 3, "suggest": 5, "api": 2}
"""What users ask for, and how often: they type some letters before they search."""

Answers = list[tuple[str, float, str]]
"""What was asked for, the seconds it took, and what went wrong: nothing by default."""


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--documents", default=DOCUMENTS, show_default=True, type=click.IntRange(min=100))
@click.option("--users", default=50, show_default=True, type=click.IntRange(min=1))
@click.option("--seconds", default=60, show_default=True, type=click.IntRange(min=1))
@click.option("--pause", default=0.0, show_default=True, help="Seconds between requests of a user.")
@click.option("--keep", type=click.Path(file_okay=False), help="Folder for corpora and indexes.")
def main(  # noqa: PLR0913  one parameter an option
    *, corpus: str, documents: int, users: int, seconds: int, pause: float, keep: str | None
) -> None:
    """Print errors, requests a second and times, of each kind of address and of all."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(keep or temporary) / str(documents)
        index = build_ours(Path(corpus), folder, documents)
        served = Path(temporary) / "served"
        shutil.copytree(index, served)
        port = free_port()
        crowd = Crowd(port, time.monotonic() + seconds, pause)
        with (
            running(our_command(served, port), port) as server,
            rebuilding(folder, served) as rebuilds,
        ):
            answers = crowd.ask(users, folder)
            cpu = 1000 * cpu_seconds(server) / len(answers)
        print(f"\n{documents:,} documents, {users} users, {seconds} s, pause {pause:g} s")
        print(f"{len(rebuilds)} rebuilds meanwhile, {cpu:.2f} ms of the server's CPU a request\n")
        print_answers(answers, seconds)


@contextlib.contextmanager
def rebuilding(folder: Path, index: Path) -> Iterator[list[float]]:
    """Rebuild an index again and again until the end; yield when rebuilds were done."""
    ended = threading.Event()
    done: list[float] = []
    command = [sys.executable, "-m", "search.index", str(folder / "corpus.jsonl")]
    command += ["--index", str(index), "--rebuild", "--cleaning", "off", "--jobs", "1"]

    def rebuild() -> None:
        while not ended.is_set():
            subprocess.run(command, check=True, capture_output=True)
            done.append(time.monotonic())

    thread = threading.Thread(target=rebuild)
    thread.start()
    try:
        yield done
    finally:
        ended.set()
        thread.join()


class Crowd:
    """Users of a server, until a time of the monotonic clock."""

    def __init__(self, port: int, end: float, pause: float) -> None:
        self.port = port
        self.end = end
        self.pause = pause

    def ask(self, users: int, folder: Path) -> Answers:
        """Let users ask about a folder's corpus at once; return all answers."""
        queries = list(itertools.islice(typed(folder), QUERIES))
        with ThreadPoolExecutor(users) as pool:
            told = pool.map(lambda seed: self._user(seed, queries), range(users))
            return [answer for answers in told for answer in answers]

    def _user(self, seed: int, queries: Sequence[tuple[str, str]]) -> Answers:
        choice = random.Random(seed)
        answers: Answers = []
        while time.monotonic() < self.end:
            with connection(self.port) as kept:
                self._asking(kept, choice, queries, answers)
        return answers

    def _asking(
        self,
        kept: http.client.HTTPConnection,
        choice: random.Random,
        queries: Sequence[tuple[str, str]],
        answers: Answers,
    ) -> None:
        """Ask by one connection until the end, or until it breaks."""
        while time.monotonic() < self.end:
            [kind] = choice.choices(list(KINDS), list(KINDS.values()))
            path = path_of(kind, *choice.choice(queries))
            started = time.perf_counter()
            try:
                status, _ = ask(kept, path)
                wrong = str(status) if status >= 400 else ""
            except (OSError, http.client.HTTPException) as error:
                wrong = type(error).__name__
            answers.append((kind, time.perf_counter() - started, wrong))
            if wrong:
                return
            time.sleep(self.pause)


def path_of(kind: str, id: str, query: str) -> str:
    """Return the path of an address of a kind."""
    asked = urlencode({"q": query})
    return {
        "results": f"/search?{asked}",
        "article": f"/article/{quote(id)}?{asked}",
        "suggest": f"/api/suggest?{urlencode({'q': query[: 1 + len(query) // 2]})}",
        "api": f"/api/search?{asked}",
    }[kind]


def print_answers(answers: Answers, seconds: int) -> None:
    """Print the errors, the rates and the times of each kind, and what went wrong."""
    rows = [row(kind, [each for each in answers if each[0] == kind], seconds) for kind in KINDS]
    rows.append(row("all", answers, seconds))
    print_table(("address", "requests", "errors", "requests/s", "p50 ms", "p95 ms", "most"), rows)
    for wrong, count in Counter(each[2] for each in answers if each[2]).items():
        print(f"{wrong}: {count}")


def row(name: str, answers: Answers, seconds: int) -> tuple[str, ...]:
    """Return the row of some answers."""
    times = sorted(1000 * took for _, took, _ in answers)
    errors = sum(bool(wrong) for _, _, wrong in answers)
    places = [len(times) // 2, int(0.95 * len(times)), len(times) - 1]
    told = [f"{times[place]:.0f}" if times else NOTHING for place in places]
    return name, f"{len(times):,}", str(errors), f"{len(times) / seconds:.1f}", *told


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.page_load")
