"""The reading flow: paths, files, documents."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from search.errors import ReadError
from search.models import Format, RawDocument, Rejection
from search.reading.binary import is_binary
from search.reading.content import DEFAULT_LIMIT_BYTES, digest, opened, read_content
from search.reading.decoding import decode_page, decode_text
from search.reading.files import (
    Kind,
    Skipped,
    SourceFile,
    checked_path,
    find_all_files,
    source_file,
)
from search.reading.jsonlines import read_lines
from search.reading.unicode import utf8_content

Result = RawDocument | Rejection | Skipped
"""What reading yields: a document, or what was wrong with a file or line, or a file passed over."""


def read_all(
    paths: Sequence[str | os.PathLike[str]], *, limit_bytes: int = DEFAULT_LIMIT_BYTES
) -> Iterator[RawDocument | Rejection | Skipped]:
    """Read every document of files and folders, in a stable order.

    Folders are read recursively, sorted by path; hidden files and folders are passed over. A
    file of an unknown kind is skipped, also when it is given directly, so that `saved/*` means
    what `saved/` means; a file that two paths lead to is read once. Of several documents with one
    id the second becomes "id~2", the third "id~3". A document of more than `limit_bytes` (a file,
    or a line of JSON Lines, after decompression) is rejected.

    Raises ReadError at once when a path does not exist.
    """
    roots = [checked_path(path) for path in paths]
    return _with_unique_ids(_read_roots(roots, limit_bytes))


def read(path: str | os.PathLike[str]) -> RawDocument:
    """Read the one document of a file.

    Raises ReadError when there is none, more than one, or it cannot be read.
    """
    checked = checked_path(path)
    if checked.is_dir():
        raise ReadError(str(checked), "a folder, not a file")
    file = source_file(checked)
    if isinstance(file, Skipped):
        raise ReadError(file.path, "not a .txt, .html, .htm or .jsonl file")
    first, *others = itertools.islice(_read_file(file, DEFAULT_LIMIT_BYTES), 2)
    if isinstance(first, Rejection):
        raise ReadError(first.document, first.reason)
    if others:
        raise ReadError(file.origin, "holds more than one document")
    return first


def _read_roots(roots: Sequence[Path], limit_bytes: int) -> Iterator[Result]:
    for found in find_all_files(roots):
        if isinstance(found, SourceFile):
            yield from _read_file(found, limit_bytes)
        else:
            yield found


def _read_file(file: SourceFile, limit_bytes: int) -> Iterator[RawDocument | Rejection]:
    try:
        with opened(file) as stream:
            if file.kind is Kind.JSON_LINES:
                yield from read_lines(stream, file, limit_bytes)
            else:
                yield _document(read_content(stream, file, limit_bytes), file)
    except ReadError as error:
        yield Rejection(error.origin, error.reason)


def _document(content: bytes, file: SourceFile) -> RawDocument:
    encoded = utf8_content(content)
    if is_binary(encoded):
        raise ReadError(file.origin, "binary file (not text)")
    is_page = file.kind is Kind.HTML
    text = decode_page(encoded) if is_page else decode_text(encoded)
    if not text.strip():
        raise ReadError(file.origin, "empty")
    return RawDocument(
        id=file.id,
        text=text,
        format=Format.HTML if is_page else Format.TEXT,
        origin=file.origin,
        digest=digest(content, file.kind),
    )


def _with_unique_ids(
    results: Iterable[Result],
) -> Iterator[Result]:
    """Append "~2" to an id that was there before, so that no document takes another's place."""
    counts: dict[str, int] = {}
    for result in results:
        if not isinstance(result, RawDocument):
            yield result
            continue
        id = _unused_id(result.id, counts)
        yield result if id == result.id else replace(result, id=id)


def _unused_id(id: str, counts: dict[str, int]) -> str:
    unused = id
    while unused in counts:
        counts[id] += 1
        unused = f"{id}~{counts[id]}"
    counts[unused] = 1
    return unused
