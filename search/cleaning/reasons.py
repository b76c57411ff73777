"""Why a line has its label, in French for the reader of the page, and in English."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence
from typing import Self

from search.cleaning import constraints, marks, wordlists
from search.cleaning.lines import LINK_ALONE, Line
from search.cleaning.states import State
from search.cleaning.telling import MOST_WORDS
from search.models import CleanedDocument, Label


class Language(enum.Enum):
    """A language that reasons are given in."""

    FRENCH = "fr"
    ENGLISH = "en"


class Reason(enum.StrEnum):
    """Every reason there is; its value is the French one, which blocks carry."""

    english: str

    REPEATED_ABOVE = "répétition de la ligne précédente", "repeats the line above"
    REPEATED = "répétition d'une ligne de l'article", "repeats a line of the article"
    REPEATED_TITLE = "répétition du titre", "repeats the title"
    CAPTION_CREDIT = "légende avec son crédit", "caption with its credit"
    ASIDE = "élément masqué ou formulaire", "hidden element or form"
    FOREIGN = "texte dans une autre langue", "text in another language"
    SOURCE_ADDRESS = "adresse de la source", "address of the source"
    COMMENTS = "commentaires", "comments"
    ARTICLE_END = "début des autres articles", "other articles begin here"
    SHARING = "boutons de partage", "share buttons"
    SERVICE = "services et annonces du site", "services and advertisements of the site"
    MENU = "menu du site", "menu of the site"
    ADDRESS = "adresse seule", "address alone"
    RULE = "trait de séparation", "separator"
    LINKED = "lien seul sur sa ligne", "link alone on its line"
    FALLBACK = "gardé faute de mieux", "kept for want of better"
    PICTURE_NAME = "titre et numéro d'image devant la légende", "title and number before a caption"
    DOUBLED = "texte écrit deux fois de suite", "text written twice in a row"
    MARKUP = "signes de mise en forme", "markup"
    LINK_NUMBERS = "numéros de liens", "numbers of links"
    CONTROLS = "caractères de contrôle", "control characters"
    DECLARED_TITLE = "titre donné à part du texte", "title given apart from the text"
    FRONT_MATTER = "en-tête du fichier Markdown", "front matter of the Markdown file"
    SUBHEADING = "intertitre", "subheading"
    PAGE_TITLE = "titre de la page", "title of the page"
    ON_OTHER_PAGES = "répété sur d'autres pages du site", "repeated on other pages of the site"
    OTHER_TITLE = "titre d'un autre article", "title of another article"
    EVERYTHING_KEPT = "nettoyage désactivé", "cleaning is off"
    ALWAYS_KEPT = "toujours gardé : sites.toml", "always kept: sites.toml"
    ALWAYS_REMOVED = "toujours retiré : sites.toml", "always removed: sites.toml"
    HEAD = "en-tête du site", "header of the site"
    TITLE = "titre de l'article", "title of the article"
    BYLINE = "signature et date", "byline and date"
    LEAD = "chapeau de l'article", "lead of the article"
    CAPTION = "légende d'une image", "caption of a picture"
    BODY = "corps de l'article", "body of the article"
    SOURCE = "mention de la source", "mention of the source"
    INNER_CHROME = "élément du site au milieu de l'article", "part of the site inside the article"
    INNER_RELATED = "renvoi vers un autre article", "pointer to another article"
    TAIL_CHROME = "pied de page du site", "footer of the site"
    TAIL_RELATED = "autre article", "another article"

    def __new__(cls, french: str, english: str = "") -> Self:
        """Make the member that is its French text."""
        reason = str.__new__(cls, french)
        reason._value_ = french
        reason.english = english
        return reason


_REPAIRS = " (retiré : "
_REPAIRS_END = ")"
_ENGLISH_REPAIRS = "{} (cut out: {})"

_BY_STATE = {state: Reason[state.name] for state in State}
_CHROME = frozenset(state for state in State if state.label is Label.CHROME)
_SOURCE = State.SOURCE


def reason_in(reason: str, language: Language) -> str:
    """Return the reason of a block in `language`; one that is not ours stays as it is."""
    if language is Language.FRENCH:
        return reason
    known, mark, repairs = reason.removesuffix(_REPAIRS_END).partition(_REPAIRS)
    if not mark:
        return _english(known)
    return _ENGLISH_REPAIRS.format(_english(known), ", ".join(map(_english, repairs.split(", "))))


def _english(reason: str) -> str:
    try:
        return Reason(reason).english
    except ValueError:
        return reason


def with_repairs(reason: str, repairs: Sequence[str]) -> str:
    """Say beside a reason what was cut out of the line."""
    return f"{reason}{_REPAIRS}{', '.join(repairs)}{_REPAIRS_END}" if repairs else reason


def with_reasons_in(document: CleanedDocument, language: Language) -> CleanedDocument:
    """Return the document with its blocks' reasons in `language`."""
    if language is Language.FRENCH:
        return document
    blocks = tuple(
        dataclasses.replace(block, reason=reason_in(block.reason, language))
        for block in document.blocks
    )
    return dataclasses.replace(document, blocks=blocks)


def reason_for(line: Line, state: State) -> Reason:
    """Say why a line in `state` has its label."""
    if state in _CHROME:
        find = _service_reason if constraints.is_plain(line) else _chrome_reason
        return find(line) or _BY_STATE[state]
    if state is _SOURCE and constraints.is_source(line):
        return Reason.SOURCE_ADDRESS
    return _BY_STATE[state]


def _chrome_reason(line: Line) -> Reason | None:
    """Name a line of the site more exactly than by the part of the page it stands in."""
    if marks.SET_ASIDE in line.regions:
        return Reason.ASIDE
    if constraints.is_end_marker(line):
        return Reason.COMMENTS if "comment" in line.phrase else Reason.ARTICLE_END
    if constraints.is_rule(line):
        return Reason.RULE
    if constraints.is_address(line):
        return Reason.ADDRESS
    if LINK_ALONE in line.marks:
        return Reason.LINKED
    return Reason.FOREIGN if constraints.is_foreign(line) else _service_reason(line)


def _service_reason(line: Line) -> Reason | None:
    mentioned = line.mentions
    if line.word_count > MOST_WORDS:
        mentioned = wordlists.mentioned(line.phrase, line.words)
    if "share_words" in mentioned:
        return Reason.SHARING
    if "site_words" in mentioned:
        return Reason.SERVICE
    return Reason.MENU if line.phrase in wordlists.entries("menu_words") else None
