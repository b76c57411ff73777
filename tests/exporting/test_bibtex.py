from __future__ import annotations

import dataclasses
import re

from hypothesis import given

from search.exporting import Export
from search.exporting.bibtex import bibtex_pieces, escaped
from search.exporting.plain_text import one_line
from tests.exporting.results import hostile_results, small_result, texts

COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}
COMMAND = re.compile("|".join(map(re.escape, COMMANDS)))


def entries(text: str) -> dict[str, dict[str, str]]:
    """Read BibTeX as it does itself: what is not an entry is a comment, braces are counted."""
    found: dict[str, dict[str, str]] = {}
    end = 0
    while (start := text.find("@", end)) >= 0:
        kind, brace, rest = text[start + 1 :].partition("{")
        assert (kind, brace) == ("online", "{")
        body, end = balanced(text, len(text) - len(rest))
        key, _, fields = body.partition(",")
        assert re.fullmatch("[a-z0-9-]+", key)
        assert key not in found
        found[key] = dict(read_fields(fields))
    return found


def read_fields(text: str) -> list[tuple[str, str]]:
    fields = []
    while match := re.match(r"\s*([a-z]+) = \{", text):
        value, end = balanced(text, match.end())
        fields.append((match[1], value))
        assert text[end] == ","
        text = text[end + 1 :]
    assert not text.strip()
    return fields


def balanced(text: str, start: int) -> tuple[str, int]:
    """Return what stands up to the brace that closes, and where it ends."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return text[start:place], place + 1
    raise AssertionError("a brace is not closed")


def unescaped(value: str) -> str:
    return COMMAND.sub(lambda match: COMMANDS[match[0]], value)


@given(hostile_results())
def test_each_hit_is_an_entry(result: Export) -> None:
    found = entries("".join(bibtex_pieces(result)).encode().decode())
    for hit, fields in zip(result.hits, found.values(), strict=True):
        assert unescaped(fields["title"][1:-1]) == one_line(hit.document.heading)
        assert unescaped(fields.get("abstract", "")) == one_line(hit.snippet.text)
        assert one_line(result.index_version) in unescaped(fields["note"])


@given(texts)
def test_no_letter_is_lost_and_braces_are_balanced(text: str) -> None:
    value = escaped(text)
    assert unescaped(value) == one_line(text)
    assert balanced(value + "}", 0) == (value, len(value) + 1)


def test_authors_addresses_and_days_are_written_as_bibliographies_need_them() -> None:
    signed, unsigned = entries("".join(bibtex_pieces(small_result()))).values()
    assert signed["author"] == "Roy, Anne and Nguyễn, Văn An"
    assert signed["url"] == "https://exemple.fr/a?b=1&c=é%20%7Bx%7D"
    assert signed["date"] == "2025-10-26"
    assert signed["langid"] == "french"
    assert unsigned["author"] == "{Agence France-Presse}"
    assert "url" not in unsigned


def test_a_key_stays_the_same_in_every_result() -> None:
    result = small_result()
    (first, second) = entries("".join(bibtex_pieces(result)))
    assert re.fullmatch("roy-2025-convention-[0-9a-f]{10}", first)
    assert re.fullmatch("agencefrancepresse-somme-[0-9a-f]{10}", second)


def test_a_query_starts_no_entry_in_the_comment() -> None:
    query = dataclasses.replace(small_result().query, text="@online{x, @exemple.fr}")
    text = "".join(bibtex_pieces(dataclasses.replace(small_result(), query=query)))
    assert text.startswith("% Requête : (at)online{x, (at)exemple.fr}")
    assert len(entries(text)) == 2
