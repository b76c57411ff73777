import pytest

from search.query import Either, Origin, Query, Word, parse
from search.query.correcting import MORE_FREQUENT, MOST, RARE, Corrections, corrected, warning_of
from search.query.expanding import expand
from tests.query.lookups import ANALYZER, Texts


def write(term: str) -> Word:
    """Write every term as it is."""
    [word] = parse(term, ANALYZER).words
    return word


def corrections(*texts: str) -> Corrections:
    return Corrections(Texts(*texts), write)


def expanded(query: str, *texts: str) -> Query:
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
    query = expanded("gouvernemant presidant", "gouvernement", "president")
    assert warning_of(query) == (
        "Mots inconnus : «\u202fgouvernemant\u202f», «\u202fpresidant\u202f» ; "
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
