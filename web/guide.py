"""The help page: the language of queries by examples, the keys, what is searched."""

from __future__ import annotations

import dataclasses

from web.languages import translated
from web.rendering import render_template
from web.searching import requested


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """A query that can be run, and what it finds."""

    query: str
    meaning: str


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """Examples of one kind."""

    title: str
    examples: tuple[Example, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """Keys of the keyboard, and what they do."""

    names: tuple[str, ...]
    action: str


def help_page() -> str:
    """Show the language of queries, each example a link that runs."""
    return render_template("help.html", asked=requested(), sections=sections(), keys=keys())


def sections() -> tuple[Section, ...]:
    """Return all examples in the language of this request."""
    return (
        Section(translated("Des mots"), _words()),
        Section(translated("Combiner"), _combined()),
        Section(translated("Des formes"), _forms()),
        Section(translated("Où chercher"), _fields()),
        Section(translated("Quand"), _days()),
    )


def keys() -> tuple[Key, ...]:
    """Return the keys that the pages listen to."""
    return (
        Key(("/",), translated("aller au champ de recherche")),
        Key(("j", "k"), translated("résultat suivant, précédent")),
        Key((translated("Entrée"),), translated("ouvrir l’article choisi")),
        Key(("n", "p"), translated("occurrence suivante, précédente, dans un article")),
        Key(("↓", "↑"), translated("choisir une suggestion")),
        Key((translated("Échap"),), translated("fermer les suggestions")),
        Key(("?",), translated("cette aide")),
    )


def _words() -> tuple[Example, ...]:
    return (
        Example(
            "convention Hanoï",
            translated("les articles qui ont ces mots, d’abord ceux qui les ont tous"),
        ),
        Example(
            "« convention de Hanoï »",
            translated("ces mots dans cet ordre ; les guillemets droits vont aussi"),
        ),
        Example("élection -sport", translated("sans le mot qui suit le tiret")),
        Example("+budget hôpital", translated("le mot qui suit le plus est exigé")),
    )


def _combined() -> tuple[Example, ...]:
    return (
        Example(translated("hôpital ET budget"), translated("les deux mots")),
        Example(translated("hôpital OU clinique"), translated("l’un des deux, ou les deux")),
        Example(translated("hôpital SAUF sport"), translated("le premier sans le second")),
        Example(
            translated("(hôpital OU clinique) ET budget"),
            translated("les parenthèses disent ce qui va ensemble"),
        ),
        Example(
            translated("hôpital PRES/5 budget"),
            translated("les deux mots à cinq mots au plus l’un de l’autre"),
        ),
    )


def _forms() -> tuple[Example, ...]:
    return (
        Example("cyber*", translated("tous les mots qui commencent ainsi")),
        Example(
            "organi?ation", translated("une lettre quelconque à la place du point d’interrogation")
        ),
        Example("Guteres~", translated("les mots d’orthographe voisine")),
        Example("exact:hôpitaux", translated("ce mot tel quel, ni son singulier ni ses voisins")),
        Example('="convention de Hanoï"', translated("ces mots tels quels, dans cet ordre")),
    )


def _fields() -> tuple[Example, ...]:
    return (
        Example(translated("titre:budget"), translated("dans le titre")),
        Example(translated("légende:ministre"), translated("dans les légendes des images")),
        Example(translated('auteur:"Anne Roy"'), translated("de cet auteur ou de cette agence")),
        Example("source:AFP", translated("de cette agence, ou de ce site")),
        Example("site:lemonde.fr", translated("de ce site")),
        Example(translated("langue:anglais"), translated("dans cette langue")),
        Example(translated("rubrique:sport"), translated("de cette rubrique")),
    )


def _days() -> tuple[Example, ...]:
    return (
        Example("date:2025-10", translated("d’octobre 2025")),
        Example("date:2024..2025", translated("d’une année à l’autre, les deux comprises")),
        Example(translated("avant:2025-11-01"), translated("d’avant ce jour")),
        Example(translated('après:"25 octobre 2025"'), translated("d’après ce jour")),
        Example(translated("depuis:30j"), translated("des 30 derniers jours")),
    )
