"""Write clauses: as trees that people can read, and as queries that say the same."""

from __future__ import annotations

from search.query import (
    All,
    Any,
    Clause,
    Either,
    Fuzzy,
    Inside,
    Like,
    Near,
    Not,
    Phrase,
    Prefix,
    Published,
    Wildcard,
    Word,
    Zone,
)

ZONES = {Zone.TITLE: "titre", Zone.CAPTIONS: "légende"}
FIELDS = {"site": "site", "author": "auteur", "language": "langue", "section": "rubrique"}


def written(clause: Clause | None) -> str:
    """Write a clause as a tree: ET(vélo OU(a b))."""
    match clause:
        case Any() | Either():
            return f"OU({' '.join(map(written, clause.clauses))})"
        case All(each):
            return f"ET({' '.join(map(written, each))})"
        case Not(inner):
            return f"SAUF({written(inner)})"
        case Inside(zone, inner):
            return f"{ZONES[zone]}({written(inner)})"
        case Near(words, distance):
            return f"PRES/{distance}({' '.join(map(written, words))})"
    return leaf(clause)


def leaf(clause: Clause | None) -> str:
    match clause:
        case Word():
            return clause.exact if clause.stem or clause.exact[0].isdigit() else f"={clause.exact}"
        case Phrase(words):
            return f'"{" ".join(map(written, words))}"'
        case Prefix() | Wildcard() | Fuzzy():
            return pattern(clause)
        case Published(first, last):
            return f"{first or ''}..{last or ''}"
        case Like(column, text):
            return f"{column.value}={text}"
    raise TypeError(clause)


def pattern(clause: Prefix | Wildcard | Fuzzy) -> str:
    match clause:
        case Prefix(start):
            return f"{start}*"
        case Wildcard(text):
            return text
        case Fuzzy(term, edits):
            return f"{term}~{edits}"


def query_of(clause: Clause) -> str:
    """Write a clause as a query, each operand with several members in parentheses."""
    match clause:
        case Any(each):
            return " OU ".join(map(operand, each))
        case All(each):
            return " ET ".join(map(operand, each))
        case Not(inner):
            return f"SAUF {operand(inner)}"
        case Inside(zone, inner):
            return f"{ZONES[zone]}:{operand(inner)}"
        case Near(words, distance):
            return f" PRES/{distance} ".join(word.text for word in words)
    return query_of_leaf(clause)


def operand(clause: Clause) -> str:
    text = query_of(clause)
    return f"({text})" if isinstance(clause, Any | All | Inside | Near) else text


def query_of_leaf(clause: Clause) -> str:
    match clause:
        case Word():
            return clause.text
        case Phrase(words):
            return f"« {' '.join(word.text for word in words)} »"
        case Published(first, last):
            return f"date:{first}..{last}"
        case Like(column, text):
            return f'{FIELDS[column.value]}:"{text}"'
    return written(clause)
