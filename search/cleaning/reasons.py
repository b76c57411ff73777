"""Why a line has its label, in French, for the reader of the page."""

from __future__ import annotations

from search.cleaning import constraints, wordlists
from search.cleaning.lines import Line
from search.cleaning.states import State
from search.models import Label

REPEATED_ABOVE = "répétition de la ligne précédente"
REPEATED = "répétition d'une ligne de l'article"
REPEATED_TITLE = "répétition du titre"
CAPTION_CREDIT = "légende avec son crédit"
FOREIGN = "texte en une autre langue"
SOURCE = "adresse de la source"
COMMENTS = "commentaires"
ARTICLE_END = "début des autres articles"
SHARING = "boutons de partage"
SERVICE = "services et annonces du site"
MENU = "menu du site"
DECLARED_TITLE = "titre donné à part du texte"
SUBHEADING = "intertitre"
PAGE_TITLE = "titre de la page"
ON_OTHER_PAGES = "répété sur d'autres pages du site"
OTHER_TITLE = "titre d'un autre article"
EVERYTHING_KEPT = "nettoyage désactivé"

_BY_STATE = {
    State.HEAD: "en-tête du site",
    State.TITLE: "titre de l'article",
    State.BYLINE: "signature et date",
    State.LEAD: "chapeau de l'article",
    State.CAPTION: "légende d'une image",
    State.BODY: "corps de l'article",
    State.SOURCE: "mention de la source",
    State.INNER_CHROME: "élément du site au milieu de l'article",
    State.INNER_RELATED: "renvoi vers un autre article",
    State.TAIL_CHROME: "pied de page du site",
    State.TAIL_RELATED: "autre article",
}


def reason_for(line: Line, state: State) -> str:
    """Say why a line in `state` has its label."""
    if state is State.SOURCE and constraints.is_source(line):
        return SOURCE
    if state.label is Label.CHROME:
        return _chrome_reason(line) or _BY_STATE[state]
    return _BY_STATE[state]


def _chrome_reason(line: Line) -> str | None:
    """Name a line of the site more exactly than by the part of the page it stands in."""
    if constraints.is_foreign(line):
        return FOREIGN
    if constraints.is_end_marker(line):
        return COMMENTS if "comment" in line.phrase else ARTICLE_END
    if wordlists.anywhere("share_words").search(line.phrase):
        return SHARING
    if wordlists.anywhere("site_words").search(line.phrase):
        return SERVICE
    return MENU if line.phrase in wordlists.entries("menu_words") else None
