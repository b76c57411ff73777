import errno
import io
import os
import tempfile
from unittest import mock

import pytest

from search.cleaning.spool import Spool
from search.errors import TemporaryFileError
from search.models import Block, CleanedDocument, Label

DOCUMENT = CleanedDocument("a", (Block(1, "La mer", Label.BODY, "corps"),))


def fail(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_documents_come_back_in_order_with_their_notes() -> None:
    with Spool() as spool:
        spool.append(DOCUMENT, "note")
        spool.append(DOCUMENT)
        assert list(spool) == [(DOCUMENT, "note"), (DOCUMENT, "")]


def test_a_full_folder_of_temporary_files_is_named() -> None:
    for place in ("tempfile.TemporaryFile", "json.dumps"):
        with mock.patch(place, fail), pytest.raises(TemporaryFileError) as error, Spool() as spool:
            spool.append(DOCUMENT)
        assert error.value.folder == tempfile.gettempdir()
        assert error.value.reason == "No space left on device"
        assert "\n" not in str(error.value)


def test_what_cannot_be_written_at_the_end_is_an_error_of_ours() -> None:
    full = mock.patch.object(tempfile, "TemporaryFile", return_value=FullFile())
    with full, pytest.raises(TemporaryFileError), Spool() as spool:
        list(spool)


class FullFile(io.StringIO):
    """A file on a full disk: what was written waits in memory until it is needed."""

    def seek(self, *_: int) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
