"""The W3C's checker of HTML, which runs where its jar and a Java are.

`VNU_JAR` says where the jar is: `vnu.jar` in the npm package `vnu-jar`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.web.browsers import missing

Check = Callable[[Mapping[str, str]], list[str]]
"""Returns what the checker says of pages by name: "name: message"."""


def check_pages(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Return what the checker says of pages, written to a folder in between."""
    java, jar = shutil.which("java"), os.environ.get("VNU_JAR")
    if java is None or jar is None:
        missing("needs Java and the W3C's checker of HTML")
    files = {str(folder / f"{number}.html"): name for number, name in enumerate(pages)}
    for file, name in files.items():
        Path(file).write_text(pages[name], encoding="utf-8")
    command = [java, "-jar", jar, "--format", "json", "--exit-zero-always", *files]
    told = subprocess.run(command, capture_output=True, check=True).stderr
    return [
        f"{files[each['url'].removeprefix('file:')]}: {each['message']}"
        for each in json.loads(told)["messages"]
    ]
