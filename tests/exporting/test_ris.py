from __future__ import annotations

import re

from hypothesis import given

from search.exporting import Export
from search.exporting.plain_text import one_line
from search.exporting.ris import ris_pieces
from tests.exporting.results import hostile_results, small_result

FIELD = re.compile(r"([A-Z][A-Z0-9])  - (.*)")


def records(text: str) -> list[list[tuple[str, str]]]:
    """Read RIS strictly: nothing but fields, each record from TY to ER, an empty line after it."""
    assert text == "" or text.endswith("\r\n\r\n")
    found = []
    for record in text.split("\r\n\r\n")[:-1]:
        assert len(record.splitlines()) == record.count("\r\n") + 1
        fields = [FIELD.fullmatch(line) for line in record.split("\r\n")]
        found.append([(field[1], field[2]) for field in fields if field])
        assert len(found[-1]) == len(fields)
        tags = [tag for tag, _ in found[-1]]
        assert (tags[0], tags[-1]) == ("TY", "ER")
        assert tags.count("TY") == tags.count("ER") == 1
    return found


@given(hostile_results())
def test_each_hit_is_a_record(result: Export) -> None:
    text = "".join(ris_pieces(result)).encode().decode()
    for hit, record in zip(result.hits, records(text), strict=True):
        fields = dict(record)
        assert fields.get("TI", "") == one_line(hit.document.heading)
        assert fields.get("AB", "") == one_line(hit.snippet.text)
        assert fields.get("T2", "") == one_line(hit.document.metadata.site or "")
        assert one_line(result.index_version) in fields["N1"]


def test_authors_and_days_are_written_as_catalogs_do() -> None:
    signed, unsigned = records("".join(ris_pieces(small_result())))
    assert [value for tag, value in signed if tag == "AU"] == ["Roy, Anne", "Nguyễn, Văn An"]
    assert ("DA", "2025/10/26/") in signed
    assert ("PY", "2025") in signed
    assert ("TY", "NEWS") in signed
    assert ("AU", "Agence France-Presse,") in unsigned
    assert ("TY", "ELEC") in unsigned
