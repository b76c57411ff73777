"""Documents for the tests of the page: each says something of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator

BODY = (
    "Le conseil municipal de Rennes a voté mardi soir le budget de la bibliothèque, après une "
    "longue discussion sur les horaires d’ouverture. La maire a rappelé que les lecteurs "
    "demandaient depuis deux ans des soirées plus longues, et que les agents avaient été entendus."
)

NOUNS = (
    *("port", "navire", "phare", "marché", "jardin", "théâtre", "lycée"),
    *("tramway", "stade", "musée", "hôpital", "gare", "usine", "ferme"),
    *("plage", "forêt", "rivière", "pont", "quartier", "concert", "festival"),
    *("vaccin", "impôt", "élection", "procès", "accord", "récolte", "grève"),
)
PLACES = (
    *("Brest", "Lyon", "Nice", "Lille", "Nantes", "Metz", "Toulon"),
    *("Dijon", "Reims", "Caen", "Tours", "Rouen", "Pau", "Sète"),
)
VERBS = (
    *("ouvre", "ferme", "reprend", "annonce", "refuse", "prépare", "inaugure"),
    *("défend", "visite", "restaure"),
)


def many(count: int) -> list[dict[str, str]]:
    """Return documents that all say "budget" and otherwise different things."""
    return [
        {"id": f"n{number:02}", "title": f"Budget numéro {number}", "text": prose(number)}
        for number in range(count)
    ]


def prose(seed: int) -> str:
    """Return some sentences, always the same for a number, that no other number shares."""
    pick = random.Random(seed).choice
    sentences = [
        f"À {pick(PLACES)}, le {pick(NOUNS)} {pick(VERBS)} le {pick(NOUNS)} près du {pick(NOUNS)} "
        f"de {pick(PLACES)} avec son {pick(NOUNS)}."
        for _ in range(12)
    ]
    return f"Le budget compte. {' '.join(sentences)}"


def varied() -> Iterator[dict[str, str]]:
    """Yield documents of many years, sites, authors and languages, reprints, and one untitled."""
    for number, document in enumerate(many(30)):
        yield document | {
            "url": f"https://www.journal-{number % 12}.example/monde/{number}",
            "author": f"Anne Martin-{PLACES[number % 11]}",
            "date": f"{2010 + number % 9}-0{1 + number % 8}-11",
            "language": ("fr", "en", "de")[number % 3],
        }
    for number in range(3):
        yield {
            "id": f"reprise {number}",
            "title": "Budget de la bibliothèque",
            "text": f"{BODY} {prose(99)}",
            "url": f"https://www.copie-{number}.example/1",
            "date": f"2015-03-0{number + 1}",
        }
    yield {"id": "sans-titre", "text": f"{BODY} {prose(98)}"}
