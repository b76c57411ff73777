"""JSON Lines to raw documents, a line at a time."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from search.errors import ReadError
from search.models import RawDocument, Rejection
from search.reading.binary import is_binary
from search.reading.content import digest, over_limit
from search.reading.decoding import decode_text
from search.reading.fields import declared_metadata, document_id, document_text
from search.reading.files import Kind, SourceFile
from search.reading.lines import split_lines
from search.reading.unicode import utf16_by_mark

_SAMPLE_BYTES = 4096


def read_lines(
    stream: io.BufferedReader, file: SourceFile, limit_bytes: int
) -> Iterator[RawDocument | Rejection]:
    """Read a document from each line that is not blank; a line that holds none is a rejection.

    Raises ReadError when the file is binary, when every line is blank, and after the last
    document when a line without an end hides the rest of the file.
    """
    _check_text(stream, file)
    is_blank, number = True, 0
    for number, line in enumerate(split_lines(stream, limit_bytes), start=1):
        if line.strip():
            is_blank = False
            yield _read_line(line, number, file, limit_bytes)
    if stream.peek(1):
        raise ReadError(file.origin, f"not read beyond line {number}, which does not end")
    if is_blank:
        raise ReadError(file.origin, "empty")


def _check_text(stream: io.BufferedReader, file: SourceFile) -> None:
    sample = stream.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES]
    if is_binary(sample) and not utf16_by_mark(sample):
        raise ReadError(file.origin, "binary file (not text)")


def _read_line(
    line: bytes, number: int, file: SourceFile, limit_bytes: int
) -> RawDocument | Rejection:
    origin = f"{file.origin}:{number}"
    if len(line) > limit_bytes:
        return Rejection(origin, over_limit(limit_bytes))
    try:
        return _document(line, origin, default_id=f"{file.id}:{number}")
    except ReadError as error:
        return Rejection(error.origin, error.reason)


def _document(line: bytes, origin: str, *, default_id: str) -> RawDocument:
    fields = _parsed(line, origin)
    text, format = document_text(fields, origin)
    return RawDocument(
        id=document_id(fields, origin) or default_id,
        text=text,
        format=format,
        origin=origin,
        digest=digest(line.strip(), Kind.JSON_LINES),
        declared=declared_metadata(fields, origin),
    )


def _parsed(line: bytes, origin: str) -> dict[str, object]:
    """Parse a line.

    Raises ReadError when it holds no object, or one nested too deeply for the parser.
    """
    try:
        parsed = json.loads(decode_text(line))
    except (ValueError, RecursionError) as error:
        raise ReadError(origin, "not a JSON object") from error
    if not isinstance(parsed, dict):
        raise ReadError(origin, "not a JSON object")
    return parsed
