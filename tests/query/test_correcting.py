import pytest

from search.query import Either, Origin, ParsedQuery, Word, parse
from search.query.correcting import MORE_FREQUENT, MOST, RARE, Corrections, corrected, warning_of
from search.query.expanding import expand
from tests.query.lookups import ANALYZER, Texts


def write(term: str) -> Word:
    """Write every term as it is."""
    [word] = parse(term, ANALYZER).words
    return word


def corrections(*texts: str) -> Corrections:
    return Corrections(Texts(*texts), write)


def expanded(query: str, *texts: str) -> ParsedQuery:
    return expand(parse(query, ANALYZER), [corrections(*texts).of_unknown])


def test_an_unknown_word_is_also_looked_for_as_it_is_meant() -> None:
    query = expanded("le gouvernemant vote", "le gouvernement vote")
    [either] = query.either
    assert [way.origin for way in either.ways] == [Origin.TYPED, Origin.CORRECTED]
    assert [(one.text, other.text) for one, other in corrected(query)] == [
        ("gouvernemant", "gouvernement")
    ]


def test_a_known_word_stays_as_it_is() -> None:
    query = parse("gouvernemant", ANALYZER)
    texts = ["gouvernemant", *["gouvernement"] * 99]
    assert expand(query, [corrections(*texts).of_unknown]) is query


def test_a_word_in_a_phrase_is_corrected_in_it() -> None:
    query = expanded("« vote du gouvernemant »", "vote du gouvernement")
    [term] = query.terms
    assert isinstance(term, Either)
    assert warning_of(query) == (
        "Mot inconnu : «\u202fgouvernemant\u202f» ; résultats pour «\u202fgouvernement\u202f»."
    )


def test_all_corrections_are_told() -> None:
    query = expanded("gouvernemant presidnet", "gouvernement", "president")
    assert warning_of(query) == (
        "Mots inconnus : «\u202fgouvernemant\u202f», «\u202fpresidnet\u202f» ; "
        "résultats pour «\u202fgouvernement\u202f», «\u202fpresident\u202f»."
    )
    assert warning_of(parse("gouvernement", ANALYZER)) is None


def test_a_stop_word_is_never_meant() -> None:
    query = parse("avecc", ANALYZER)
    assert expand(query, [corrections(*["avec"] * 50).of_unknown]) is query


def test_a_text_in_another_language_is_left_alone_after_some_words() -> None:
    words = [
        f"mot{letters}mot" for letters in ("ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr")
    ]
    query = expanded(" ".join(f"{word}s" for word in words), *(f"{word}z" for word in words))
    assert len(words) > MOST
    assert len(query.either) <= MOST


@pytest.mark.parametrize(
    ("rare", "frequent", "wanted"),
    [
        (0, 1, "loi du gouvernement"),
        (1, MORE_FREQUENT, "loi du gouvernement"),
        (1, MORE_FREQUENT - 1, None),
        (RARE, RARE * MORE_FREQUENT, "loi du gouvernement"),
        (RARE + 1, (RARE + 1) * MORE_FREQUENT, None),
    ],
)
def test_a_rare_word_beside_a_frequent_one_is_asked_about(
    rare: int, frequent: int, wanted: str | None
) -> None:
    texts = ["loi"] * 10 + ["gouvernemant"] * rare + ["gouvernement"] * frequent
    query = parse("loi du gouvernemant", ANALYZER)
    assert corrections(*texts).suggestion(query) == wanted


def suggestion(query: str, *texts: str) -> str | None:
    return corrections(*texts).suggestion(parse(query, ANALYZER))


def test_a_french_word_is_never_replaced() -> None:
    query = parse("ballade", ANALYZER)
    known = corrections(*["balade"] * 50)
    assert expand(query, [known.of_unknown]) is query
    assert known.suggestion(query) == "balade"


def test_a_french_word_is_only_suggested_for_another_that_sounds_like_it() -> None:
    assert suggestion("courge", *["courte"] * 50) is None
    assert suggestion("prémisses", *["prémices"] * 50) == "premices"


def test_a_name_is_not_mistyped_for_a_word_that_is_none() -> None:
    assert suggestion("Perec", *["père"] * 50) is None
    assert suggestion("Hanona", "hanouna") is None
    assert suggestion("hanona", "hanouna") == "hanouna"


def test_what_stands_beside_the_other_words_is_meant() -> None:
    texts = ["anglas", *["angela merkel"] * 26]
    [either] = expanded("Angla Merkel", *texts).either
    assert [way.clause for way in either.added] == [write("angela")]


def test_a_word_of_which_only_the_stem_is_there_is_corrected() -> None:
    query = expanded("licenciment", "licencient", *["licenciement"] * 15)
    assert [meant.text for _, meant in corrected(query)] == ["licenciement"]


def write_name(term: str) -> Word:
    return write(term.title())


def test_another_name_that_is_much_more_often_beside_the_others_is_suggested() -> None:
    query = parse("Edouard Philip", ANALYZER)
    names = ["philip"] * 3 + ["philippe"] * 99
    few = [*names, *["edouard philippe"] * (MORE_FREQUENT - 1)]
    assert Corrections(Texts(*few), write_name).suggestion(query) is None
    many = Texts(*few, "edouard philippe")
    assert Corrections(many, write_name).suggestion(query) == "Edouard Philippe"
    assert Corrections(many, write).suggestion(query) is None


def test_a_name_that_is_frequent_is_not_asked_about() -> None:
    names = ["philip"] * 30 + ["edouard philippe"] * (MORE_FREQUENT * 30 - 1)
    query = parse("Edouard Philip", ANALYZER)
    assert Corrections(Texts(*names), write_name).suggestion(query) is None
    assert Corrections(Texts(*names, "philippe"), write_name).suggestion(query)


def test_a_name_behind_other_words_does_not_become_a_word_that_is_none() -> None:
    texts = ["acteur", *["gouvernement"] * 50]
    query = parse("acteur Gouvernemant", ANALYZER)
    assert expand(query, [corrections(*texts).of_unknown]) is query
    assert corrections(*texts).suggestion(query) is None
    for other in ("acteur gouvernemant", "acteur GOUVERNEMANT", "Gouvernemant acteur"):
        assert len(expanded(other, *texts).either) == 1


@pytest.mark.parametrize("pattern", ["gouvernemant*", "gouvernemant.*"])
def test_no_pattern_is_suggested(pattern: str) -> None:
    assert suggestion(pattern, "gouvernement") is None
    assert suggestion("gouvernemant.", "gouvernement") == "gouvernement."
