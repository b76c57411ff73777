"""Every pattern that reads documents takes time in proportion to its line."""

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from search.cleaning import wordlists

PACKAGES = ("search.analysis", "search.cleaning", "search.reading")
LENGTHS = (3_000, 100_000)
"""Characters; a pattern that is slow shows it early."""
LIMIT_SECONDS = 0.25
"""Of processor time; a line of 100,000 characters takes some milliseconds."""
SHORT = {"_COMMENT": 4_096, "_SYNTAX": 500}
"""Patterns that only see so many bytes of a page or characters of a rule, whatever its length."""

PIECES = (
    "a", "0", " ", "\xa0", ".", '"', "«", "(", "[", "-", "=", "© ", "a@", "a. ", "Aa: ", "A-",
    "1/", "12 mars ", "M. ", "par A", "photo : ", "http://", "[a](", "> ", "<!--", "<meta ", "l'",
)  # fmt: skip
END = "\x01\n!"
"""What lets most patterns fail at the very end."""

Use = tuple[re.Pattern[Any], str]
"""A pattern and the method that it is used with."""


def uses() -> Iterator[tuple[str, Use]]:
    """Yield the uses of each pattern of the modules, by name."""
    for package in PACKAGES:
        for found in pkgutil.iter_modules(importlib.import_module(package).__path__):
            if not found.name.startswith("_"):  # nor what is compiled
                yield from uses_in(importlib.import_module(f"{package}.{found.name}"))
    for name in ("weak_ends", "bylines"):
        yield f"lists.{name}.match", (wordlists.beginning(name), "match")
    for name in ("credits", "share_words", "site_words"):
        yield f"lists.{name}.search", (wordlists.anywhere(name), "search")


def uses_in(module: Any) -> Iterator[tuple[str, Use]]:
    source = inspect.getsource(module)
    for name, value in vars(module).items():
        if isinstance(value, re.Pattern):
            for method in sorted(set(re.findall(rf"\b{name}\.(\w+)\(?", source))):
                yield f"{module.__name__}.{name}.{method}", (value, method)
        for look in value if isinstance(value, tuple) else ():
            if isinstance(getattr(getattr(look, "find", None), "__self__", None), re.Pattern):
                use = (look.find.__self__, look.find.__name__)
                yield f"{module.__name__}.{name}.{look.name}", use
        if isinstance(value, dict):
            method = "search" if "PATTERNS.items() if pattern.search" in source else "match"
            patterns = ((key, one) for key, one in value.items() if isinstance(one, re.Pattern))
            yield from ((f"{module.__name__}.{name}.{key}", (one, method)) for key, one in patterns)


USES = dict(uses())


def test_the_patterns_of_all_modules_are_found() -> None:
    assert len(USES) > 100
    assert "search.cleaning.addresses._URL.search" in USES
    assert USES["search.cleaning.looks._LOOKS.colon"][1] == "search"
    assert USES["search.cleaning.marks._CLASS_PATTERNS.tags"][1] == "search"


@pytest.mark.parametrize("name", USES)
def test_no_line_is_too_much_for_a_pattern(name: str) -> None:
    pattern, method = USES[name]
    longest = SHORT.get(name.split(".")[-2], LENGTHS[-1])
    for length in LENGTHS:
        for piece in PIECES:
            line = (piece * length)[: min(length, longest)] + END
            started = time.process_time()
            use(pattern, method, line)
            taken = time.process_time() - started
            assert taken < LIMIT_SECONDS, f"{length} characters of {piece!r}: {taken:.2f} s"


def use(pattern: re.Pattern[Any], method: str, line: str) -> None:
    text: Any = line.encode() if isinstance(pattern.pattern, bytes) else line
    if method in {"match", "fullmatch", "search", "split", "findall"}:
        getattr(pattern, method)(text)
    else:
        pattern.sub(text[:0], text)
