import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.query import All, Any, Clause, Either, Not, ParsedQuery, Phrase, Word, parse
from search.query.parsing import MAX_CHARACTERS, MAX_WORDS, PROSE

ANALYZER = FrenchAnalyzer()


def read(text: str) -> ParsedQuery:
    return parse(text, ANALYZER)


def shape(clause: Clause | None) -> object:
    """Write a clause as nested tuples of the words' exact forms."""
    match clause:
        case Word():
            return clause.exact
        case Phrase():
            return ("phrase", *(word.exact for word in clause.words))
        case Any() | Either():
            return (type(clause).__name__.lower(), *map(shape, clause.clauses))
        case All():
            return ("all", *map(shape, clause.clauses))
        case Not():
            return ("not", shape(clause.clause))
        case _:
            return clause


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("cyberattaque", ("any", "cyberattaque")),
        ("lutte cybercriminalité", ("any", "lutte", "cybercriminalite")),
        ("la lutte contre la fraude", ("any", "lutte", "contre", "fraude")),
        ('"droit international"', ("phrase", "droit", "international")),
        ("« droit international »", ("phrase", "droit", "international")),
        ("“droit international”", ("phrase", "droit", "international")),
        ("‹droit international›", ("phrase", "droit", "international")),
        ("ONU « droit international »", ("phrase", "droit", "international")),
        ("ONU -sport", ("all", ("any", "onu"), ("not", ("phrase", "sport")))),
        ('-"coupe du monde"', ("not", ("phrase", "coupe", "du", "monde"))),
        (
            "-cyber-attaque",
            ("not", ("either", ("phrase", "cyber", "attaque"), ("phrase", "cyberattaque"))),
        ),
        ("1 000 euros", ("any", "1000", "euros")),
        ("15,5 %", ("any", "15.5")),
        (
            "le 01/10/2025",
            ("any", ("either", "2025-10-01", ("phrase", "1er", "octobre"), "2025-10", "2025")),
        ),
        ("mai 2025", ("any", ("either", "2025-05", "mai", "2025"))),
        ("2025-10", ("any", ("either", "2025-10", "octobre", "2025"))),
        ("26 octobre", ("any", "26", "octobre")),
        (
            '-"3 mai 2025"',
            ("not", ("either", ("phrase", "3", "mai", "2025"), ("phrase", "2025-05-03"))),
        ),
        ("porte-avions", ("any", "porte", "avions")),
        ("le la", ("all", "le", "la")),
        ("l'ambassadeur", ("any", "ambassadeur")),
    ],
)
def test_a_query_is_read_as_its_tree(text: str, tree: object) -> None:
    assert shape(read(text).clause) == tree
    assert read(text).warnings == ()


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_asks_for_nothing_without_a_warning(text: str) -> None:
    assert read(text).clause is None
    assert read(text).warnings == ()


@pytest.mark.parametrize("text", ["-", "+", "?", "* * *", "&&", "( )", '""', "« »"])
def test_signs_alone_match_nothing_and_are_warned_about(text: str) -> None:
    assert read(text).clause is None
    assert read(text).warnings == ("La requête ne contient aucun mot.",)


@pytest.mark.parametrize("text", ['"droit international', "droit « international", "droit “ x"])
def test_a_quote_without_its_pair_is_warned_about_and_its_words_count(text: str) -> None:
    query = read(text)
    assert query.words[0].exact == "droit"
    assert isinstance(query.clause, Any)
    assert query.warnings == ("Un guillemet n’a pas de pendant : il n’est pas pris en compte.",)


def test_an_apostrophe_is_no_quote() -> None:
    assert shape(read("l'accord d'Hanoï").clause) == ("any", "accord", "hanoi")


def test_quotation_marks_in_a_pasted_headline_are_part_of_the_sentence() -> None:
    query = read("Thaïlande : retrait de « la plaque du Peuple », signe de défi à la monarchie")
    assert shape(query.clause) == (
        "any", "thailande", "retrait", "plaque", "peuple", "signe", "defi", "monarchie",
    )  # fmt: skip
    assert query.warnings == (PROSE,)


def test_exclusions_stay_in_a_pasted_headline() -> None:
    query = read('le retrait de la plaque "du Peuple" signe -"coupe du monde"')
    assert isinstance(query.clause, All)
    assert shape(query.clause.clauses[-1]) == ("not", ("phrase", "coupe", "du", "monde"))


def test_an_excluded_expression_does_not_make_a_headline() -> None:
    query = read('le retrait de la plaque du Peuple -"coupe du monde"')
    assert query.warnings == ()


def test_light_words_are_told() -> None:
    light = {word.text: word.is_light for word in read("que peut faire un syndic").words}
    assert light == {"que": True, "peut": True, "faire": True, "un": False, "syndic": False}


def test_words_beside_a_phrase_only_rank() -> None:
    query = read("convention « de Hanoï »")
    assert shape(query.clause) == ("phrase", "de", "hanoi")
    assert [word.exact for word in query.words] == ["convention", "de", "hanoi"]


def test_stop_words_are_not_scored_among_others() -> None:
    query = read("la lutte contre la fraude")
    assert [word.exact for word in query.scored_words] == ["lutte", "contre", "fraude"]


def test_stop_words_are_scored_when_there_is_nothing_else() -> None:
    assert [word.exact for word in read("le la").scored_words] == ["le", "la"]


def test_excluded_words_do_not_rank() -> None:
    assert [word.exact for word in read("ONU -sport").words] == ["onu"]


@pytest.mark.parametrize(("count", "warned"), [(MAX_WORDS, False), (MAX_WORDS + 1, True)])
def test_words_beyond_the_limit_are_left_out_and_warned_about(count: int, *, warned: bool) -> None:
    query = read(" ".join(f"mot{number}" for number in range(count)))
    assert len(query.words) == MAX_WORDS
    assert bool(query.warnings) is warned


@given(st.text(max_size=200) | st.text(alphabet='-+"«»“”‹›„()*?~:/ ETOUab\u00a0’', max_size=200))
def test_any_text_is_a_query(text: str) -> None:
    query = read(text)
    assert query.text == text
    assert len(query.words) <= MAX_WORDS


@pytest.mark.parametrize(
    ("length", "warned"), [(MAX_CHARACTERS, False), (MAX_CHARACTERS + 1, True)]
)
def test_characters_beyond_the_limit_are_left_out_and_warned_about(
    length: int, *, warned: bool
) -> None:
    query = read("mer " + "x" * (length - 4))
    assert query.words[0].exact == "mer"
    assert bool(query.warnings) is warned


def test_ten_thousand_characters_are_a_query() -> None:
    assert read("cyber " * 1700).words
    assert read('"' * 10_000).clause is None
    assert read("-" * 10_000).clause is None
