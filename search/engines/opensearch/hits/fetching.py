"""What is fetched of articles by their keys, some of it with the search that found them."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from search.engines.opensearch.stored.documents import document_of, key_of, received
from search.engines.opensearch.stored.view import AT_ONCE, View
from search.errors import DocumentNotFoundError
from search.models import CleanedDocument

COLUMNS = ("key", "id", "group", "published")
"""What every hit tells."""

REMEMBERED_FACTS = 1 << 15
"""Articles of which is remembered what hits tell: about 10 MB."""

REMEMBERED_DOCUMENTS = 1 << 9
"""Articles that are remembered whole: some pages, and the best that each ranks again; 10 MB."""

DOCUMENTS_AT_ONCE = 500
"""Articles fetched by a request: some megabytes."""

Value = TypeVar("Value")


class Facts(NamedTuple):
    """What a hit tells of an article."""

    key: int
    id: str
    group: str | None
    published: datetime.date | None


class Fetcher:
    """Fetch articles of a view; those of late are remembered."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._facts = _Remembered[Facts](REMEMBERED_FACTS)
        self._documents = _Remembered[CleanedDocument](REMEMBERED_DOCUMENTS)

    def take(self, hits: Iterable[dict[str, Any]]) -> list[Facts]:
        """Return what some hits tell, and remember it."""
        found = []
        for hit in hits:
            facts = _facts(hit["fields"])
            found.append(facts)
            self._facts.put(facts.key, facts)
            if source := hit.get("_source"):
                self._documents.put(facts.key, document_of(source))
        return found

    def facts(self, keys: Sequence[int]) -> list[Facts]:
        """Return what is known of articles, in the order of their keys given."""
        return self._facts.get_all(keys, self._fetch_facts)

    def documents(self, keys: Sequence[int]) -> list[CleanedDocument]:
        """Return articles, in the order of their keys given.

        Raises DocumentNotFoundError where one is gone since.
        """
        return self._documents.get_all(keys, self._fetch_documents)

    def document(self, id: str) -> CleanedDocument:
        """Return the article of an id; raises DocumentNotFoundError."""
        try:
            [document] = self.documents([key_of(id)])
        except DocumentNotFoundError as error:
            raise DocumentNotFoundError(id) from error
        return document

    def sample(self, most: int) -> list[int]:
        """Return the keys of so many articles: the lowest, for keys are as good as random."""
        body = {
            "size": min(most, AT_ONCE),
            "query": {"match_all": {}},
            "sort": ["key"],
            "_source": False,
            "docvalue_fields": [*COLUMNS],
            "track_total_hits": False,
        }
        return [facts.key for facts in self.take(self._view.search(body)["hits"]["hits"])]

    def _fetch_facts(self, keys: Sequence[int]) -> dict[int, Facts]:
        hits = self._hits(keys, AT_ONCE, whole=False)
        return {facts.key: facts for facts in self.take(hits)}

    def _fetch_documents(self, keys: Sequence[int]) -> dict[int, CleanedDocument]:
        found = {}
        for hit in self._hits(keys, DOCUMENTS_AT_ONCE, whole=True):
            facts = _facts(hit["fields"])
            self._facts.put(facts.key, facts)
            found[facts.key] = document_of(hit["_source"])
        return found

    def _hits(self, keys: Sequence[int], size: int, *, whole: bool) -> Iterator[dict[str, Any]]:
        """Yield the hits of articles by their keys, so many a request."""
        for first in range(0, len(keys), size):
            wanted = list(keys[first : first + size])
            body = {
                "size": len(wanted),
                "query": {"bool": {"filter": {"terms": {"key": wanted}}}},
                "track_total_hits": False,
                **told(whole=whole),
            }
            yield from self._view.search(body)["hits"]["hits"]


def told(*, whole: bool) -> dict[str, Any]:
    """Return what asks hits for their columns, and for the whole articles.

    Without these nothing stored is read: a server unpacks some articles to tell the name of one.
    """
    stored = {"_source": True} if whole else {"_source": False, "stored_fields": "_none_"}
    return {**stored, "docvalue_fields": [*COLUMNS]}


class _Remembered(Generic[Value]):
    """What is known by key, the latest so many; may be shared by threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[int, Value] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, key: int, value: Value) -> None:
        with self._lock:
            self._known[key] = value
            self._known.move_to_end(key)
            if len(self._known) > self._most:
                self._known.popitem(last=False)

    def get_all(
        self, keys: Sequence[int], fetch: Callable[[Sequence[int]], Mapping[int, Value]]
    ) -> list[Value]:
        """Return the values of keys; `fetch` returns those that are missing, by key.

        They are not looked up where they are remembered: other threads may have them forgotten.
        """
        found = self._known_of(keys)
        if missing := [key for key in dict.fromkeys(keys) if key not in found]:
            fetched = fetch(missing)
            for key, value in fetched.items():
                self.put(key, value)
            found |= fetched
        gone = next((key for key in keys if key not in found), None)
        if gone is not None:
            raise DocumentNotFoundError(str(gone))
        return [found[key] for key in keys]

    def _known_of(self, keys: Iterable[int]) -> dict[int, Value]:
        with self._lock:
            return {key: self._known[key] for key in keys if key in self._known}


def _facts(fields: dict[str, list[Any]]) -> Facts:
    """Return what the fields of a hit say."""
    group, day = fields.get("group"), fields.get("published")
    return Facts(
        key=int(fields["key"][0]),
        id=received(fields["id"][0]),
        group=received(group[0]) if group else None,
        published=datetime.date.fromisoformat(day[0]) if day else None,
    )
