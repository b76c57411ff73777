"""Files to raw documents: what is read from disk, decoded, and nothing more."""

from search.reading.content import DEFAULT_LIMIT_BYTES
from search.reading.documents import read, read_all
from search.reading.files import Skipped, count_files

__all__ = ["DEFAULT_LIMIT_BYTES", "Skipped", "count_files", "read", "read_all"]
