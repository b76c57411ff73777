import pytest

from search.analysis import FrenchAnalyzer
from search.errors import SynonymsError
from search.query import parse, words_of
from search.query.synonyms import Synonyms, our_synonyms, read_rules

ANALYZER = FrenchAnalyzer()
OURS = Synonyms(read_rules(our_synonyms(), "synonymes.txt", ANALYZER))


def known(text: str) -> Synonyms:
    return Synonyms(read_rules(text, "synonymes.txt", ANALYZER))


def found(synonyms: Synonyms, query: str) -> list[tuple[str, str]]:
    """Return what stands in a query and what it is called otherwise, as terms."""
    words = parse(query, ANALYZER).words
    return [
        (
            " ".join(word.exact for word in words[each.start : each.end]),
            " ".join(word.exact for word in words_of(each.way.clause)),
        )
        for each in synonyms.find(words)
    ]


@pytest.mark.parametrize(
    ("file", "query", "wanted"),
    [
        ("ONU, Nations unies", "l'onu", [("onu", "nations unies")]),
        ("ONU, Nations unies", "les nations Unies ", [("nations unies", "onu")]),
        ("ONU, Nations unies", "nation unie", []),
        ("mail => courriel", "mails", [("mails", "courriel")]),
        ("mail => courriel", "courriel", []),
        ("a b, c", "x a b y", [("a b", "c")]),
        ("vélo, bicyclette # à deux roues", "vélos électriques", [("velos", "bicyclette")]),
        ("Hanoï, Hanoi, Hà Nội", "hanoi", [("hanoi", "ha noi")]),
        ("Covid-19, Covid, virus", "covid 19", [("covid 19", "virus")]),
        ("# rien\n\n", "rien", []),
        ("les, des", "les", []),
    ],
)
def test_what_is_called_otherwise_is_found(
    file: str, query: str, wanted: list[tuple[str, str]]
) -> None:
    assert found(known(file), query) == wanted


def test_the_longest_entry_counts_and_none_stands_over_another() -> None:
    synonyms = known("Union européenne, UE\nUnion européenne de radio, UER\nradio, TSF")
    assert found(synonyms, "union européenne de radio") == [("union europeenne de radio", "uer")]


def test_the_longest_entry_counts_though_a_shorter_one_is_written_as_typed() -> None:
    synonyms = known("services, prestations\nservice secret, espionnage")
    assert found(synonyms, "services secrets") == [("services secrets", "espionnage")]
    assert found(synonyms, "services publics") == [("services", "prestations")]


def test_a_way_that_holds_a_shorter_one_is_left_out() -> None:
    synonyms = known("ONU, Nations unies, Organisation des Nations unies")
    assert found(synonyms, "ONU") == [("onu", "nations unies")]
    assert found(synonyms, "nations unies") == [("nations unies", "onu")]


def test_an_acronym_has_no_plural() -> None:
    synonyms = known("PAC, politique agricole")
    assert found(synonyms, "pacs") == []
    assert found(known("OMS, organisation"), "om") == []


def test_an_acronym_is_found_as_it_is_written() -> None:
    words = parse("santé", ANALYZER).words
    [each] = known("santé => OMS").find(words)
    assert [(word.stem, word.exact) for word in words_of(each.way.clause)] == [("", "oms")]


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        ("a, b\nONU", 2, "a single entry; write « a, b » or « a => b »"),
        ("a => b => c", 1, "more than one =>"),
        ("\n\na,, b", 3, "nothing beside a comma or =>"),
        ("a, ?", 1, "« ? » has no word"),
        ("=> b", 1, "nothing beside a comma or =>"),
        (",".join("abcdefghij" * 7), 1, "more than 64 entries in a row"),
    ],
)
def test_an_error_names_file_and_line(file: str, line: int, reason: str) -> None:
    with pytest.raises(SynonymsError) as error:
        read_rules(file, "corpus/synonymes.txt", ANALYZER)
    assert (error.value.path, error.value.line) == ("corpus/synonymes.txt", line)
    assert str(error.value) == f"corpus/synonymes.txt:{line}: {reason}"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Nations unies", "onu"),
        ("ONU", "nations unies"),
        ("PCV", "parti communiste du vietnam"),
        ("l’Union européenne", "ue"),
        ("Saïgon", "ho chi minh ville"),
        ("Hô Chi Minh Ville", "saigon"),
        ("Viêt Nam", "vietnam"),
        ("Danang", "da nang"),
        ("Pékin", "beijing"),
        ("week-end", "weekend"),
    ],
)
def test_ours_know_what_the_press_writes(query: str, wanted: str) -> None:
    assert wanted in [other for _, other in found(OURS, query)]
