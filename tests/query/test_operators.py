import datetime

import pytest

from search.analysis import FrenchAnalyzer
from search.query import ParsedQuery, parse, relax
from search.query.operands import (
    MAX_FILTERS,
    MAX_PATTERNS,
    NO_PATTERN,
    NO_SIGNS,
    NO_VALUE,
    ONLY_WORDS,
    TOO_FAR,
    TOO_MANY,
    UNKNOWN_FIELD,
    UNKNOWN_VALUE,
)
from search.query.settling import (
    IN_CAPITALS,
    MAX_DEPTH,
    NO_OPERAND,
    TOO_DEEP,
    TOO_WIDE,
    UNPAIRED,
)
from tests.query.writing import written

ANALYZER = FrenchAnalyzer()


def read(text: str) -> ParsedQuery:
    return parse(text, ANALYZER, today=datetime.date(2025, 11, 15))


@pytest.mark.parametrize(
    "text",
    [
        "vélo et trottinette",
        "La médaille d’OR",
        "Guerre et paix (Tolstoï)",
        "Macron : discours",
        "Direct 12:30",
        "https://www.lemonde.fr/a?b=1",
        "Pastoralisme et ours: 10 millions",
        "un smiley :)",
        "1) le vélo 2) la route",
        "Alliance : « Non, +les hommes et les femmes+ »",
        "R&D",
        "C++",
        "A + B",
    ],
)
def test_a_sentence_is_not_taken_for_the_language(text: str) -> None:
    query = read(text)
    assert query.runs == ()
    assert query.warnings == ()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("ET climat", NO_OPERAND.format("ET")),
        ("climat OU", NO_OPERAND.format("OU")),
        ("climat OU ET vélo", NO_OPERAND.format("OU")),
        ("climat &&", NO_OPERAND.format("&&")),
        ("climat PRES/5", NO_OPERAND.format("PRES/5")),
        ("GUERRE ET PAIX", IN_CAPITALS.format("ET", "&&")),
        ("GUERRE OU PAIX", IN_CAPITALS.format("OU", "||")),
        ("(vélo OU route", UNPAIRED),
        ("vélo) OU route", UNPAIRED),
        ("couleur:rouge", UNKNOWN_FIELD.format("couleur")),
        ("titre: Hanoï", NO_VALUE.format("titre")),
        ("Date:>2019", NO_VALUE.format("Date")),
        ('"cyber* pacifique"', NO_SIGNS.format("cyber* pacifique")),
        ('"convention de *"', NO_SIGNS.format("convention de *")),
        ("exact:cyb*", NO_SIGNS.format("cyb*")),
        ("auteur:Mart*", NO_SIGNS.format("Mart*")),
        ("vélo PRES/123456 route", TOO_FAR),
        ('"vélo route"~123456', TOO_FAR),
        ("date:jamais", UNKNOWN_VALUE.format("jamais", "date")),
        ("*a* climat", NO_PATTERN.format("*a*")),
        ("?* climat", TOO_WIDE.format("?*")),
        ("cyber* PRES/5 climat", ONLY_WORDS),
        ("vélo PRES/0 route", TOO_FAR),
        ("vélo PRES/101 route", TOO_FAR),
        ("ab* " * (MAX_PATTERNS + 1), TOO_MANY),
        ("site:x " * (MAX_FILTERS + 1), TOO_MANY),
        ("(" * (MAX_DEPTH + 1) + "a OU b" + ")" * (MAX_DEPTH + 1), TOO_DEEP),
    ],
)
def test_what_is_not_understood_is_named(text: str, warning: str) -> None:
    assert warning in read(text).warnings


@pytest.mark.parametrize(
    "text",
    [
        "ab* " * MAX_PATTERNS,
        "site:x " * MAX_FILTERS,
        "(" * MAX_DEPTH + "vélo OU route" + ")" * MAX_DEPTH,
        "vélo PRES/100 route",
        "Site : le vélo",
        "« Vélo, pourquoi ? »",
        "titre:cyber*",
    ],
)
def test_what_is_within_bounds_is_not_warned_about(text: str) -> None:
    assert read(text).warnings == ()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("UNESCO OU VILLE de Paris", "OU(unesco ville paris)"),
        ("UNICEF ET climat", "ET(unicef climat)"),
        ("ONU ET OTAN en Europe", "ET(onu ET(otan europe))"),
        ("GUERRE && PAIX", "ET(guerre paix)"),
        ("titre:GUERRE ET PAIX", "ET(titre(guerre) paix)"),
        ("« droit » de « mer » OU climat", 'OU(ET("droit" "mer") climat)'),
        ("député(e)s ET ministres", "ET(ET(depute e) ministres)"),
        ("3 mai 2025 ET climat", "ET(2025-05-03 climat)"),
        ("a SAUF b", 'ET(ET(a) SAUF("b"))'),
        ("climat SAUF site:lemonde.fr sport", "ET(OU(climat sport) SAUF(site=lemonde.fr))"),
        ("climat OU vélo SAUF sport", 'OU(climat ET(velo SAUF("sport")))'),
        ("SAUF sport PRES/2 ballon", "SAUF(PRES/2(sport ballon))"),
        ("climat +(vélo OU route)", "ET(climat OU(velo route))"),
        ("+vélo +route climat", "ET(velo route)"),
        ("+site:lemonde.fr climat", "ET(OU(climat) site=lemonde.fr)"),
        ("site:lemonde.fr, climat", "ET(OU(climat) site=lemonde.fr)"),
        ("vélo AND NOT (route OR rue)", "ET(velo SAUF(OU(route rue)))"),
        ("« vélo »ET« route »", 'ET("velo" "route")'),
        ("titre:cyber* -langue:en", "ET(titre(cyber*) SAUF(language=en))"),
        ("site:(lemonde.fr OU lefigaro.fr) vélo OU route",
         "ET(OU(velo route) OU(site=lemonde.fr site=lefigaro.fr))"),
        ("(le) ET climat", "ET(le climat)"),
        ("() ET climat", "climat"),
        ("titre:(", "OU(titre)"),
    ],
)  # fmt: skip
def test_precedence_follows_the_document(text: str, tree: str) -> None:
    assert written(read(text).clause) == tree


@pytest.mark.parametrize("text", ["ab*cd" * 200, "date:" + "x" * 1000, "?*" * 500, '"ab* cd" ' * 9])
def test_a_warning_cites_the_beginning_of_what_is_long(text: str) -> None:
    warnings = read(text).warnings
    assert warnings
    assert max(map(len, warnings)) < 200


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("date:14 juillet 2019 vélo", "ET(OU(velo) 2019-07-14..2019-07-14)"),
        ("date:2019 vélo", "ET(OU(velo) 2019-01-01..2019-12-31)"),
        ("date:2019 .. 2020 vélo", "ET(OU(velo) 2019-01-01..2020-12-31)"),
        ("vélo ET date:July 14, 2019, route", "ET(ET(velo route) 2019-07-14..2019-07-14)"),
        ("vélo -date:juillet 2019", "ET(OU(velo) SAUF(2019-07-01..2019-07-31))"),
        ("date:juillet -2019", 'ET(2025-07-01..2025-07-31 SAUF("2019"))'),
        ("site:juillet 2019", "ET(OU(2019) site=juillet)"),
    ],
)
def test_the_value_of_a_date_is_all_words_that_name_it(text: str, tree: str) -> None:
    assert written(read(text).clause) == tree


def test_a_date_of_several_words_is_left_out_whole() -> None:
    reading = read("vélo date:14 juillet 2019 route").reading
    assert reading is not None
    assert [(part.text, part.without) for part in reading.parts] == [
        ("vélo", "date:14 juillet 2019 route"),
        ("date:14 juillet 2019", "vélo route"),
        ("route", "vélo date:14 juillet 2019"),
    ]


def test_sauf_alone_is_a_sign() -> None:
    assert read("vélo SAUF cyber-attaque").clause == read("vélo -cyber-attaque").clause


def test_words_of_positive_parts_are_ranked_and_marked() -> None:
    query = read("titre:Hanoï ET (vélo OU cyber*) SAUF sport PRES/2 ballon")
    assert [written(term) for term in query.terms] == ["hanoi", "velo", "cyber*"]


def test_only_plain_queries_are_loosened() -> None:
    assert relax(read("climat ET « mer Noire »")) is None
    assert relax(read("climat +« mer Noire »")) is None
    relaxed = relax(read("climat « mer Noire » depuis:2025-10-01 -sport"))
    assert relaxed is not None
    assert written(relaxed.clause) == 'ET(OU(climat mer noire) 2025-10-01.. SAUF("sport"))'
    assert relaxed.reading is not None
    assert (
        relaxed.reading.sentence
        == "(climat OU mer OU Noire) SAUF sport, depuis le 1er octobre 2025"
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("vélo ET (route OU rue) SAUF sport depuis:2025",
         [("vélo", "(route OU rue) SAUF sport depuis:2025"),
          ("route", "vélo ET (rue) SAUF sport depuis:2025"),
          ("rue", "vélo ET (route) SAUF sport depuis:2025"),
          ("SAUF sport", "vélo ET (route OU rue) depuis:2025"),
          ("depuis:2025", "vélo ET (route OU rue) SAUF sport")]),
        ("vélo électrique OU rue",
         [("vélo", "électrique OU rue"), ("électrique", "vélo OU rue"),
          ("rue", "vélo électrique")]),
        ("le porte-avions « de Gaulle », -\"la mer\"",
         [("porte-avions", "le « de Gaulle », -\"la mer\""),
          ("« de Gaulle »", "le porte-avions , -\"la mer\""),
          ("-\"la mer\"", "le porte-avions « de Gaulle »,")]),
        ("3 mai 2025 climat", [("3 mai 2025", "climat"), ("climat", "3 mai 2025")]),
        ("vélo ET (rue)", [("vélo", "(rue)"), ("rue", "vélo")]),
        ("climat", [("climat", "")]),
    ],
)  # fmt: skip
def test_each_piece_can_be_taken_out(text: str, parts: list[tuple[str, str]]) -> None:
    reading = read(text).reading
    assert reading is not None
    assert [(part.text, part.without) for part in reading.parts] == parts


def test_without_any_word_there_is_no_reading() -> None:
    assert read("&&").reading is None
