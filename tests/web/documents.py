"""Documents for the tests of the page: each says something of its own."""

from __future__ import annotations

import random

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
