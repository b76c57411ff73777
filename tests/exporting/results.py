"""Results to export: a small one that is written down in golden files, and hostile ones."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from search.exporting import Export
from search.models import Block, CleanedDocument, Hit, Label, Metadata, Passage, Snippet
from search.requests import Choice, Facet, Query, Sort

ASKED_AT = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(0)))


def hit(rank: int, id: str, metadata: Metadata, *passages: str) -> Hit:
    block = Block(1, " ".join(passages), Label.BODY, "corps")
    document = CleanedDocument(id, (block,), metadata)
    snippet = Snippet(tuple(Passage(text) for text in passages))
    return Hit(rank, 2.0 / rank, document, Passage(document.heading), snippet)


def small_result() -> Export:
    signed = Metadata(
        title="Convention de Hanoï : 50 % des pays & l’ONU",
        author="Anne Roy et Nguyễn Văn An",
        published=datetime.date(2025, 10, 26),
        published_at=datetime.datetime.fromisoformat("2025-10-26T08:15:00+07:00"),
        site="exemple.fr",
        url="https://exemple.fr/a?b=1&c=é {x}",
        language="fr",
        agency="AFP",
        section="Monde",
        tags=("ONU", "droit"),
    )
    unsigned = Metadata(title="=SOMME(A1)", agency="Agence France-Presse")
    hits = (
        hit(1, "dossier/a", signed, "La convention est ouverte.", "Elle dit « non ; = oui »."),
        hit(2, "dossier/b", unsigned, 'Un "accord", <b>dit-on</b>.'),
    )
    choices = (Choice(Facet.SITE, ("exemple.fr", "autre.fr")),)
    first = datetime.date(2025, 10, 1)
    query = Query('"convention de Hanoï" -sport', Sort.NEWEST, choices=choices, first=first)
    reading = "« convention de Hanoï » SAUF sport"
    return Export(query, reading, 2, "3-1f0c9ab2", ASKED_AT, hits)


texts = st.text() | st.text(alphabet="aé =+-@;,'\"\t\r\n\0\x1b\x85\u2028\u202e{}\\%&<>]#_~^\ud800")
maybe = st.none() | texts
metadatas = st.builds(
    Metadata,
    title=maybe,
    author=maybe,
    published=st.none() | st.dates(),
    site=maybe,
    url=maybe | texts.map("https://e.fr/{}".format),
    language=maybe | st.sampled_from(["fr", "en"]),
    agency=maybe,
    published_at=st.none()
    | st.datetimes(timezones=st.none() | st.timezones(), allow_imaginary=False),
    modified_at=st.none() | st.datetimes(),
    section=maybe,
    tags=st.lists(texts, max_size=2).map(tuple),
)
queries = st.builds(
    Query, text=texts, within=st.lists(texts, max_size=1).map(tuple), first=st.none() | st.dates()
)


@st.composite
def hostile_results(draw: st.DrawFn) -> Export:
    ids = draw(st.lists(texts, max_size=3, unique=True))
    hits = [hit(n, id, draw(metadatas), draw(texts)) for n, id in enumerate(ids, 1)]
    return Export(draw(queries), draw(texts), len(hits), draw(texts), ASKED_AT, hits)
