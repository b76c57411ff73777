"""A server takes apart what it is sent into the terms that a text has, at the same positions."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest

from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.stored.mapping import TERMS, articles_index
from search.engines.opensearch.stored.tokens import EXACT, GAP, STEM, safe, texts, zone_texts
from search.models import CleanedDocument, Label
from search.query import Zone
from tests.engines.naive_documents import NaiveText, naive_document
from tests.engines.storing import batch
from tests.engines.trees import of_blocks

WORDS = 100_000
"""Words that are taken apart at the least, in kept and removed text; some of them twice."""

ZONES = (Zone.KEPT, Zone.TITLE, Zone.CAPTIONS, Zone.REMOVED)
"""Those that are sent."""

WORDS_OF_A_BLOCK = 60
BLOCKS = 15
"""A server gives no more than 10,000 terms at once: some times those of so many words."""

KINDS = {
    "plain": "la mer traité signature était ministres économiques vers plus journal heureusement",
    "accents": "Été ÉTÉ e\u0301te\u0301 Hanoï HANOÏ œuvre ŒUVRE Ægir naïveté À ça Noël Šibenik İ ß",
    "elisions": "l’école L'État qu’il qu'elle d’où jusqu’à aujourd’hui presqu’île j’ai lorsqu'on",
    "compounds": "porte-parole Seine-et-Marne cyber-attaque arc-en-ciel a-t-il Covid-19 e-mail",
    "numbers": "1 12 1 234,5 1.2 3,14 50% 3 % 1er 2e XIXe n° 12 10h30 4x4 1\u202f000\u202f000 ½ ²",
    "dates": "24 octobre 2025 24/10/2025 2025-10-24 lundi 1er mars XVIIIe siècle 14-Juillet",
    "notations": "U.S.A. O.N.U. ONU S.N.C.F. AT&T C++ R&D exemple.fr www.lemonde.fr/a?b=c moi@a.fr",
    "signs": "a|b | _ __init__ a_b \ue07c \u200b \u2009 \u00a0 … « » — ’ ' \\ \" <b> &amp; ( / * ?",
    "others": "中文 Ω Москва العربية 🎉 ﬁn ١٢ ひらがな n̈ 𝒳",
    "stop words": "de la le les et qui que au aux du des en dans par pour sur ne pas ce il",
    "long": "anticonstitutionnellement " + "x" * 2_000 + " " + "é" * 3_000,
}
"""Some words of every kind; what a kind has in its place is drawn at random, with a fixed seed."""

LABELS = (Label.TITLE, Label.BODY, Label.BODY, Label.BODY, Label.CAPTION, Label.CHROME)

Placed = list[tuple[int, str]]


@pytest.fixture(scope="module")
def connection(server: str) -> Iterator[Connection]:
    """A connection to a server that has an index with our analyzer."""
    address = parse_address(f"{server}/analysis-{uuid4().hex[:8]}", {})
    with contextlib.closing(Connection(address)) as made:
        made.request("PUT", f"/{address.name}", body=articles_index())
        yield made
        made.request("DELETE", f"/{address.name}")


def test_a_server_takes_100_000_words_apart_as_we_do(connection: Connection, corpus: Path) -> None:
    documents = [*articles(corpus), *made_up()]
    known = [naive_document(each) for each in documents]
    for zone in ZONES:
        for document, text in zip(known, sent(documents, zone), strict=True):
            [wanted] = document.texts[zone]
            assert analyzed(connection, text) == placed(wanted), (document.id, zone)
    texts = [text for document in known for text in document.texts[Zone.EVERYTHING]]
    assert sum(len(text.tokens) for text in texts) >= WORDS


def articles(corpus: Path) -> Iterator[CleanedDocument]:
    """Yield the articles that come with Trouvaille, each of its lines in some zone."""
    for path in sorted(corpus.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield of_blocks(path.stem, labeled([line for line in lines if line.strip()]))


def made_up() -> Iterator[CleanedDocument]:
    """Yield documents of words of every kind."""
    chance = random.Random(8)
    kinds = [each.split(" ") for each in KINDS.values()]
    for number in range(WORDS // (WORDS_OF_A_BLOCK * BLOCKS) + 1):
        blocks = [
            " ".join(chance.choice(chance.choice(kinds)) for _ in range(WORDS_OF_A_BLOCK))
            for _ in range(BLOCKS)
        ]
        yield of_blocks(f"{number}", labeled(blocks))


def labeled(blocks: Sequence[str]) -> list[tuple[Label, str]]:
    return [(LABELS[number % len(LABELS)], block) for number, block in enumerate(blocks)]


def sent(documents: Sequence[CleanedDocument], zone: Zone) -> list[str]:
    """Return what is sent of a zone of each document."""
    made = batch(documents)
    if zone is Zone.REMOVED:
        assert made.removed is not None
        return texts(made.removed)
    return [getattr(each, zone.value) for each in zone_texts(made.tokens)]


def analyzed(connection: Connection, text: str) -> Placed:
    """Return the terms that a server finds in a text."""
    body = {"analyzer": TERMS, "text": text}
    answer = connection.request("POST", f"/{connection.address.name}/_analyze", body=body)
    return sorted((each["position"], each["token"]) for each in answer["tokens"])


def placed(text: NaiveText) -> Placed:
    """Return the terms of a text, from position 0 on, with no gap wider than one that is sent."""
    found = [(position, EXACT + safe(word.exact)) for position, word in text.tokens]
    stems = [(position, word.stem) for position, word in text.tokens if not word.is_stop]
    found += [(each.position, EXACT + safe(each.exact)) for each in text.variants]
    stems += [(each.position, each.stem) for each in text.variants]
    found += [(position, STEM + safe(stem)) for position, stem in stems if stem]
    places = closer({position for position, _ in found})
    return sorted((places[position], term) for position, term in found)


def closer(positions: set[int]) -> dict[int, int]:
    """Return where positions lie once the first is 0 and no gap is too wide."""
    ascending = sorted(positions)
    steps = [min(later - earlier, GAP) for earlier, later in itertools.pairwise(ascending)]
    return dict(zip(ascending, itertools.accumulate(steps, initial=0), strict=False))
