"""What can go wrong, each error carrying its data.

TrouvailleError
├── ReadError              a document cannot be read: origin, reason
├── SiteRulesError         a sites.toml cannot be used: path, reason
├── SynonymsError          a synonymes.txt cannot be used: path, line, reason
├── IndexNotFoundError     no index stands in a folder: path
├── BrokenIndexError       an index cannot be opened: path, reason
├── IndexAccessError       the folder of an index may not be read or written: path, reason
├── IndexLockedError       another process is writing to an index: path, owner
├── TemporaryFileError     temporary files cannot be written: folder, reason
├── ProcessDiedError       a process that cleaned or analyzed was ended from outside
├── UnknownSourcesError    an index does not remember what it was made of: path
├── NothingToIndexError    the paths given hold no document: paths
├── OtherRunError          another run over an index is not finished: address, reason
├── MissingPartError       a machine that indexes a part is not there: address, parts, count
├── DocumentNotFoundError  an index holds no document of that id: id
├── AddressError           the address of an index on a server cannot be read: reason
├── EngineMissingError     what talks to a search server is not installed
└── EngineError            a search server cannot do what is asked: address, reason
    ├── EngineUnavailableError  it does not answer, or not now
    ├── EngineRefusedError      it refuses: credentials, rights, a full disk
    └── UnsupportedServerError  it is no server, or no version, that is known
"""

from __future__ import annotations

from collections.abc import Sequence


class TrouvailleError(Exception):
    """The root of every error that Trouvaille raises on purpose; its text is one line."""


class ReadError(TrouvailleError):
    """A document cannot be read."""

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason


class SiteRulesError(TrouvailleError):
    """The rules of a sites.toml cannot be used."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class SynonymsError(TrouvailleError):
    """The synonyms of a synonymes.txt cannot be used; `line` counts from 1."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class IndexNotFoundError(TrouvailleError):
    """No index stands in a folder, or at an address."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: no index here; build one with: python -m search.index PATH --index {path} "
            "(PATH: your articles)"
        )
        self.path = path


class BrokenIndexError(TrouvailleError):
    """An index cannot be opened; one on a server is not repaired, only built anew."""

    def __init__(self, path: str, reason: str, *, can_be_repaired: bool = True) -> None:
        command = f"python -m search.index PATH --index {path}"
        remedy = (
            f"repair it with: {command} --repair (PATH: your articles), "
            "or build it anew with --rebuild"
            if can_be_repaired
            else f"build it anew with: {command} --rebuild (PATH: your articles)"
        )
        super().__init__(f"{path}: {reason}; {remedy}")
        self.path = path
        self.reason = reason


class IndexAccessError(TrouvailleError):
    """The folder of an index may not be read or written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: the index cannot be read or written here ({reason})")
        self.path = path
        self.reason = reason


class IndexLockedError(TrouvailleError):
    """Another process is writing to an index; `owner` names it, None where it has no name yet."""

    def __init__(self, path: str, owner: str | None = None) -> None:
        named = f"another process ({owner})" if owner else "another process"
        super().__init__(f"{path}: {named} is writing to this index; try again later")
        self.path = path
        self.owner = owner


class TemporaryFileError(TrouvailleError):
    """The folder of temporary files cannot be written."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(
            f"{folder}: temporary files cannot be written here ({reason}); "
            "name another folder in TMPDIR"
        )
        self.folder = folder
        self.reason = reason


class ProcessDiedError(TrouvailleError):
    """A process that cleaned or analyzed was ended from outside."""

    def __init__(self) -> None:
        super().__init__(
            "a process was ended from outside, perhaps for want of memory; "
            "the index is as it was; try fewer with --jobs"
        )


class NothingToIndexError(TrouvailleError):
    """The paths given hold no document, so the index is left as it is."""

    def __init__(self, paths: Sequence[str]) -> None:
        names = ", ".join(paths)
        super().__init__(f"{names}: no document to index here; the index is left as it was")
        self.paths = tuple(paths)


class UnknownSourcesError(TrouvailleError):
    """An index does not remember which folders and files it was made of."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: the index does not remember what it was made of; name it: "
            f"python -m search.index PATH --index {path} (PATH: your articles)"
        )
        self.path = path


class OtherRunError(TrouvailleError):
    """Another run over an index is not finished; `address` holds no secret."""

    def __init__(self, address: str, reason: str, remedy: str) -> None:
        super().__init__(f"{address}: {reason}; {remedy}")
        self.address = address
        self.reason = reason


class MissingPartError(TrouvailleError):
    """Machines that index parts of a corpus together with this one give no sign of themselves."""

    def __init__(self, address: str, parts: Sequence[int], count: int, seconds: float) -> None:
        named = ", ".join(f"{number}/{count}" for number in parts)
        super().__init__(
            f"{address}: no sign of part {named} for {seconds:.0f} s; start it, then this one "
            "again, with the same commands: what is stored stays"
        )
        self.address = address
        self.parts = tuple(parts)
        self.count = count
        self.seconds = seconds


class DocumentNotFoundError(TrouvailleError):
    """An index holds no document of that id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"no document has the id {id!r}")
        self.id = id


class AddressError(TrouvailleError):
    """The address of an index on a search server cannot be read; the address is not shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the address of the index: {reason}; for example opensearch://localhost:9200/articles"
        )
        self.reason = reason


class EngineMissingError(TrouvailleError):
    """What talks to a search server is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "opensearch-py is missing, which talks to search servers; "
            "install it with: pip install 'trouvaille[opensearch]'"
        )


class EngineError(TrouvailleError):
    """A search server cannot do what is asked; `address` holds no secret."""

    def __init__(self, address: str, reason: str, remedy: str = "") -> None:
        super().__init__(f"{address}: {reason}{'; ' * bool(remedy)}{remedy}")
        self.address = address
        self.reason = reason


class EngineUnavailableError(EngineError):
    """A search server cannot be reached, takes too long, or misses a part of the index."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            address, f"the search server does not answer ({reason})", "try again later"
        )
        self.reason = reason


class EngineRefusedError(EngineError):
    """A search server refuses a request: credentials, rights, a full disk, a fault of ours."""


class UnsupportedServerError(EngineError):
    """What answers is no search server, or of no version, that Trouvaille knows."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            address, reason, "needed is OpenSearch from 2.4 on or Elasticsearch from 8 on"
        )
