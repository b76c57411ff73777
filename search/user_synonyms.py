"""A user's own synonyms: read beside the documents, kept with the index."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from search.analysis import FrenchAnalyzer
from search.errors import SynonymsError
from search.query.synonyms import Synonyms, our_synonyms, read_rules
from search.word_lists import SYNONYMS_FILE


def find_synonyms(paths: Sequence[str | os.PathLike[str]]) -> str:
    """Return the text of the `synonymes.txt` in each folder of `paths` and beside each file.

    Raises SynonymsError when one cannot be used.
    """
    folders = (path if path.is_dir() else path.parent for path in map(Path, paths))
    files = dict.fromkeys(folder.absolute() / SYNONYMS_FILE for folder in folders)
    return "\n".join(map(_read, filter(Path.is_file, files)))


def known_synonyms(own: str, analyzer: FrenchAnalyzer) -> Synonyms:
    """Return our synonyms and those of a text that was kept with an index."""
    texts = our_synonyms(), own
    return Synonyms(rule for text in texts for rule in read_rules(text, SYNONYMS_FILE, analyzer))


def _read(path: Path) -> str:
    """Return the text of a file that can be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SynonymsError(str(path), line, "not UTF-8") from error
    except OSError as error:
        raise SynonymsError(str(path), 1, error.strerror or "cannot be read") from error
    read_rules(text, str(path), FrenchAnalyzer())
    return text
