"""The address of every page over the varied index, each part of each page shown somewhere."""

from __future__ import annotations

_ARTICLE = "article/004_5336a5d1cd968246?q=cybercriminalité"

EVERY_PAGE = {
    "": "home",
    "?lang=en": "home in English",
    "search?q=budget": "results",
    "search?q=budget&page=2&lang=en": "results in English",
    "search?q=budget&site=journal-1.example&sort=newest&first=2011-01-01": "chips",
    'search?q="convention de Hanoï" -cuba titre:cyber* ((': "a reading and a remark",
    "search?q=budget&within=Brest&grouped=0&language=fr&language=en": "within results",
    "search?q=zyzomys+budget": "nothing found",
    "search?q=comment&scope=removed": "removed parts found",
    "search?site=journal-1.example": "results without a query",
    _ARTICLE: "article",
    f"{_ARTICLE}&removed=1": "removed parts shown",
    f"{_ARTICLE}&removed=1&lang=en": "article in English",
    "article/reprise 0?q=budget": "article with reprints",
    "article/sans-titre": "article without a title",
    "article/n01": "article in English",
    "reprints/reprise 0": "reprints",
    "help": "help",
    "help?lang=en": "help in English",
    "corpus": "corpus",
    "article/rien": "no such article",
    "rien": "no such page",
}
"""Addresses below the home page, and what they show."""

PROBLEMS = frozenset({"article/rien", "rien"})
"""Those of nothing that is there."""
