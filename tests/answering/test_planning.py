import datetime

import pytest

from search.analysis import FrenchAnalyzer
from search.answering.planning import bounded, filtered, filters_of, together
from search.query import (
    All,
    Any,
    Clause,
    Column,
    Has,
    Inside,
    Long,
    Not,
    ParsedQuery,
    Published,
    Word,
    Zone,
    parse,
)
from search.requests import Choice, Facet, Query, Scope

ANALYZER = FrenchAnalyzer()
MER = Word("mer", "mer", "mer", is_stop=False)
CIEL = Word("ciel", "ciel", "ciel", is_stop=False)
DAY = datetime.date


@pytest.mark.parametrize(
    ("facet", "values", "clause"),
    [
        (Facet.SITE, ("a.fr", "b.fr"), Has(Column.SITE, ("a.fr", "b.fr"))),
        (Facet.AUTHOR, ("VNA",), Has(Column.AUTHOR, ("VNA",))),
        (Facet.SECTION, ("Monde",), Has(Column.SECTION, ("Monde",))),
        (Facet.LANGUAGE, ("fr",), Has(Column.LANGUAGE, ("fr",))),
        (Facet.YEAR, ("2025",), Published(DAY(2025, 1, 1), DAY(2025, 12, 31))),
        (Facet.MONTH, ("2024-02",), Published(DAY(2024, 2, 1), DAY(2024, 2, 29))),
        (
            Facet.MONTH,
            ("2024-01", "2025-12"),
            Any(
                (
                    Published(DAY(2024, 1, 1), DAY(2024, 1, 31)),
                    Published(DAY(2025, 12, 1), DAY(2025, 12, 31)),
                )
            ),
        ),
        (Facet.LENGTH, ("brief",), Long(0, 99)),
        (Facet.LENGTH, ("long",), Long(800, None)),
        (Facet.PICTURE, ("yes",), Has(Column.PICTURE, ("yes",))),
        (Facet.TRUNCATED, ("no",), Not(Has(Column.TRUNCATED, ("yes",)))),
    ],
)
def test_a_choice_asks_for_documents_with_any_of_its_values(
    facet: Facet, values: tuple[str, ...], clause: Clause
) -> None:
    assert filters_of(Query(choices=(Choice(facet, values),))) == {facet: clause}


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        (Facet.YEAR, "0000"),
        (Facet.YEAR, "25"),
        (Facet.YEAR, "²⁰²⁵"),
        (Facet.MONTH, "2025-13"),
        (Facet.MONTH, "0000-01"),
        (Facet.MONTH, "2025"),
        (Facet.LENGTH, "endless"),
        (Facet.PICTURE, "maybe"),
    ],
)
def test_a_value_without_sense_is_in_no_document(facet: Facet, value: str) -> None:
    assert filters_of(Query(choices=(Choice(facet, (value,)),))) == {facet: Any(())}


def test_a_choice_of_nothing_asks_for_nothing() -> None:
    assert filters_of(Query(choices=(Choice(Facet.SITE, ()),))) == {}


def test_days_and_what_was_searched_before_bound_a_query() -> None:
    request = Query("mer", first=DAY(2025, 1, 2), within=("ciel",), scope=Scope.REMOVED)
    query = bounded(ParsedQuery("mer", MER, (MER,)), request, [ParsedQuery("ciel", CIEL, (CIEL,))])
    assert query.clause == All((MER, CIEL, Published(DAY(2025, 1, 2), None)))
    assert (query.terms, query.zone) == ((MER,), Zone.REMOVED)


def test_without_a_text_all_documents_match_that_pass_the_rest() -> None:
    nothing = ParsedQuery(" ", None, ())
    chosen = Query(" ").only(Facet.SITE, "a.fr")
    assert bounded(nothing, chosen, []).clause == All(())
    assert bounded(nothing, Query(" ", last=DAY(2025, 1, 2)), []).clause == All(
        (Published(None, DAY(2025, 1, 2)),)
    )
    assert bounded(nothing, Query(" "), []).clause is None


def test_a_text_without_words_finds_nothing_whatever_is_chosen() -> None:
    assert bounded(parse("?!", ANALYZER), Query("?!").only(Facet.SITE, "a.fr"), []).clause is None


def test_clauses_are_put_together_without_nesting() -> None:
    assert together(MER, []) == MER
    assert together(MER, [CIEL]) == All((MER, CIEL))
    assert together(All((MER, CIEL)), [MER]) == All((MER, CIEL, MER))


def test_a_query_that_matches_nothing_stays_one_when_it_is_filtered() -> None:
    assert filtered(ParsedQuery("", None, ()), {Facet.SITE: MER}).clause is None
    assert filtered(ParsedQuery("", Inside(Zone.TITLE, MER), ()), {Facet.SITE: CIEL}).clause == All(
        (Inside(Zone.TITLE, MER), CIEL)
    )
