import unicodedata

import pytest
import unidecode
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.analysis.folding import fold

french_text = st.text(
    alphabet="aàâbcçdeéèêëœæhiîïlmnoôstuùûyz'’ -.,«»\u00ad\u0301½北A0", max_size=60
)


@pytest.fixture(scope="module")
def analyzer() -> FrenchAnalyzer:
    return FrenchAnalyzer()


def stems(analyzer: FrenchAnalyzer, text: str) -> list[str]:
    return [token.stem for token in analyzer.analyze(text) if not token.is_stop]


def exacts(analyzer: FrenchAnalyzer, text: str) -> list[str]:
    return [token.exact for token in analyzer.analyze(text)]


@pytest.mark.parametrize("written", ["Hanoï", "Hanoi", "HANOÏ", "hanoi\u0308"])
def test_a_name_is_found_with_and_without_its_accents(
    analyzer: FrenchAnalyzer, written: str
) -> None:
    assert exacts(analyzer, written) == ["hanoi"]
    assert stems(analyzer, written) == ["hanoi"]


def test_plural_and_singular_have_one_stem_and_two_exact_forms(analyzer: FrenchAnalyzer) -> None:
    assert stems(analyzer, "cyberattaque") == stems(analyzer, "cyberattaques")
    assert exacts(analyzer, "cyberattaque cyberattaques") == ["cyberattaque", "cyberattaques"]


@pytest.mark.parametrize("written", ["l'ambassadeur", "l’ambassadeur", "L’AMBASSADEUR"])
def test_what_is_elided_is_dropped(analyzer: FrenchAnalyzer, written: str) -> None:
    [token] = analyzer.analyze(written)
    assert token.exact == "ambassadeur"
    assert (token.start, token.end) == (2, len(written))


def test_several_elisions_are_dropped(analyzer: FrenchAnalyzer) -> None:
    assert exacts(analyzer, "lorsqu’il jusqu'à qu'en") == ["il", "a", "en"]


@pytest.mark.parametrize("written", ["aujourd'hui", "Aujourd’hui", "prud’hommes"])
def test_words_with_an_apostrophe_of_their_own_stay_whole(
    analyzer: FrenchAnalyzer, written: str
) -> None:
    assert len(analyzer.analyze(written)) == 1


def test_an_elided_word_before_a_whole_one_is_dropped(analyzer: FrenchAnalyzer) -> None:
    assert exacts(analyzer, "d'aujourd'hui") == ["aujourd'hui"]


def test_other_apostrophes_part_words(analyzer: FrenchAnalyzer) -> None:
    assert exacts(analyzer, "rock'n'roll O'Brien") == ["rock", "n", "roll", "o", "brien"]


@pytest.mark.parametrize("written", ["ʼ", "ʼʼ", "ʼ\u00ad"])
def test_an_apostrophe_that_unicode_takes_for_a_letter_is_no_word(
    analyzer: FrenchAnalyzer, written: str
) -> None:
    assert analyzer.analyze(written) == []


def test_letters_above_letters_stay(analyzer: FrenchAnalyzer) -> None:
    assert exacts(analyzer, "o\u0364l") == ["oel"]


@pytest.mark.parametrize("start", range(0x80, 0x3000, 0x400))
def test_accents_are_dropped_as_unidecode_drops_them(start: int) -> None:
    for char in map(chr, range(start, start + 0x400)):
        folded = unidecode.unidecode(char).replace(" ", "").lower()
        assert fold(char) == (folded if folded.isalnum() else char)


def test_stemming_comes_before_folding(analyzer: FrenchAnalyzer) -> None:
    # Folded first, "pureté" would keep its stem apart from "puretés".
    assert stems(analyzer, "pureté puretés") == ["puret", "puret"]


def test_stop_words_are_checked_with_their_accents(analyzer: FrenchAnalyzer) -> None:
    flags = {token.exact: token.is_stop for token in analyzer.analyze("été ou où les sûr sur")}
    assert flags == {"ete": False, "ou": True, "les": True, "sur": True}
    assert [t.is_stop for t in analyzer.analyze("sûr")] == [False]


@pytest.mark.parametrize("noun", ["été", "étés", "avions", "sommes"])
def test_nouns_that_look_like_verbs_can_be_searched(analyzer: FrenchAnalyzer, noun: str) -> None:
    assert not analyzer.analyze(noun)[0].is_stop


def test_names_lose_their_foreign_accents(analyzer: FrenchAnalyzer) -> None:
    assert exacts(analyzer, "Tô Lâm, Lê Thành Long, Hà Nội, Đà Nẵng") == [
        *("to", "lam", "le", "thanh", "long", "ha", "noi", "da", "nang"),
    ]


def test_folding_never_makes_several_words_of_one(analyzer: FrenchAnalyzer) -> None:
    assert exacts(analyzer, "北京 ½ m²") == ["beijing", "½", "m2"]


def test_positions_count_words_and_stop_words(analyzer: FrenchAnalyzer) -> None:
    tokens = analyzer.analyze("la convention de Hanoï")
    assert [(t.position, t.exact, t.is_stop) for t in tokens] == [
        (0, "la", True),
        (1, "convention", False),
        (2, "de", True),
        (3, "hanoi", False),
    ]


@given(french_text)
def test_offsets_cut_the_words_out_of_the_original_text(text: str) -> None:
    analyzer = FrenchAnalyzer()
    tokens = analyzer.analyze(text)
    for token in tokens:
        assert [t.exact for t in analyzer.analyze(text[token.start : token.end])] == [token.exact]
    ends = [0, *(token.end for token in tokens)]
    assert all(end <= token.start for end, token in zip(ends, tokens, strict=False))


@given(st.text(max_size=80))
def test_any_text_can_be_analyzed(text: str) -> None:
    for token in FrenchAnalyzer().analyze(text):
        assert token.exact
        assert not any(char.isspace() for char in token.exact)


@given(french_text)
def test_decomposed_text_yields_the_terms_of_composed_text(text: str) -> None:
    analyzer = FrenchAnalyzer()
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", composed)
    assert exacts(analyzer, decomposed) == exacts(analyzer, composed)
