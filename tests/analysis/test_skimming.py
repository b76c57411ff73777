import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.analysis.skimming import (
    EVERYWHERE,
    beginning,
    find_runs,
    finder,
    inside,
    needles,
    runs,
    skim,
)
from search.compiled import VARIABLE

ANALYZER = FrenchAnalyzer()

LATIN = "".join(map(chr, range(256)))

COMPILED = {finder()} - {find_runs}
"""The finder of runs in C, where it was compiled and is not refused."""

ENDINGS = (
    *(
        "amment",
        "emment",
        "ement",
        "ité",
        "icité",
        "ivité",
        "abilité",
        "ique",
        "ication",
        "icatrice",
    ),
    *("aux", "eaux", "euse", "euses", "ence", "ences", "logie", "usion", "ation", "ateur", "isme"),
    *("able", "if", "ive", "ier", "ière", "aient", "issant", "é", "ées", "e", "s", "y", "ç", "nt"),
    *("qu", "gu", "ë", "ï", "onn", "ett", "ell", "eill", "oux", "ir", "irait", "eau", "al", "x"),
)
french_words = st.builds(
    "{}{}{}".format,
    st.text(alphabet="abcdefghijlmnopqrstuvxyzéèêëïîôûùàâç", max_size=5),
    *[st.sampled_from(ENDINGS)] * 2,
)
written = st.text(alphabet="aàeéstnqulix'’ʼ`- .\n?œÆß½北ệ\u0302\u00ad\u200b_\u00a0", max_size=30)


def found(text: str, sought: frozenset[bytes]) -> list[str]:
    return [text[start:end] for start, end in runs(text, sought)]


@given(french_words)
def test_a_word_is_found_by_its_stem(word: str) -> None:
    [token] = ANALYZER.analyze(word)
    for text in (word, f"la {word.upper()}, oui", f"l'{word}", f"l’{word}"):
        assert any(word in run.lower() for run in found(text, needles(token.exact, token.stem)))


@given(written)
def test_every_word_is_found_by_its_terms_in_a_run_that_holds_all_of_it(text: str) -> None:
    for token in ANALYZER.analyze(text):
        for sought in (needles(token.exact), needles(token.exact, token.stem)):
            spans = list(runs(text, sought))
            assert any(start <= token.start and token.end <= end for start, end in spans)


@given(written)
def test_the_words_of_a_run_are_those_of_the_text_in_its_span(text: str) -> None:
    spans = list(runs(text, [b" ", b"'"]))
    assert spans == sorted(spans)
    alone = [
        (start + token.start, token.exact, token.stem)
        for start, end in spans
        for token in ANALYZER.analyze(text[start:end])
    ]
    assert alone == [(token.start, token.exact, token.stem) for token in ANALYZER.analyze(text)]


@pytest.mark.parametrize(
    ("text", "skimmed"),
    [
        ("L’Été à Hanoï", b"l'ete a hanoi"),
        ("mer.\u00a0Nord_Sud", b"mer  nord sud"),
        ("cœur – 1½ ?", b"c?ur ? 1? ?"),
        ("té\u00adlé", b"te?le"),
    ],
)
def test_a_skimmed_text_has_one_byte_a_code_point(text: str, skimmed: bytes) -> None:
    assert skim(text) == skimmed


def test_a_needle_is_as_much_of_a_word_as_all_its_forms_share() -> None:
    assert {b" publi", b"'publi"} < needles("publique", "publiqu")
    assert needles("sud", "sud") == {b" sud", b"'sud", b" s u d", b"'s u d"}
    assert needles("de") == {b" de ", b" de'", b" d e", b"'de ", b"'de'", b"'d e"}


def test_a_compound_is_found_by_its_parts_and_as_one_word() -> None:
    for exact, stem in (("week", "week"), ("end", "end"), ("weekend", "weekend")):
        assert found("le week-end dernier", needles(exact, stem)) == ["week-end"]
    assert found("le week - end", needles("weekend", "weekend")) == []


@given(written, st.data())
def test_every_word_is_found_by_what_it_begins_with_and_by_what_is_inside(
    text: str, data: st.DataObject
) -> None:
    for token in ANALYZER.analyze(text):
        start = data.draw(st.integers(0, len(token.exact) - 1))
        end = data.draw(st.integers(start + 1, len(token.exact)))
        for sought in (beginning(token.exact[:end]), inside(token.exact[start:end])):
            spans = list(runs(text, sought))
            assert any(start <= token.start and token.end <= end for start, end in spans)


def test_a_needle_may_be_inside_a_word() -> None:
    text = "Des manufactures, la facture, une O.N.U., la F.A.C."
    assert found(text, inside("fact")) == ["manufactures", "facture"]
    assert found(text, inside("nu")) == ["manufactures", "O.N.U"]
    assert found(text, beginning("fac")) == ["facture", "F.A.C"]
    assert found(text, frozenset({EVERYWHERE})) == [text]


def test_few_runs_are_looked_at() -> None:
    text = "Le traité de la mer ; « maritraité », traiter, traits"
    assert found(text, needles("traite", "trait")) == ["traité", "traiter", "traits"]


NEEDLES = (
    *(b" ", b" a", b"'a", b" ab", b" l'", b" te ", b"  "),
    *(b"a", b"te", b"t e", b"n'q", b"nqu", b"e"),
)


@given(written, st.sets(st.sampled_from(NEEDLES)))
def test_compiled_or_not_the_same_runs_are_found(text: str, sought: set[bytes]) -> None:
    arguments = text, skim(LATIN), tuple(sought)
    assert finder()(*arguments) == find_runs(*arguments)


def test_the_compiled_finder_refuses_what_is_no_table_and_no_needle() -> None:
    for compiled in COMPILED:
        for table, sought in ((b"", ()), (bytes(256), ()), (skim(LATIN), (b"",))):
            with pytest.raises(ValueError, match=r"needle|table"):
                compiled("a", table, sought)


def test_the_compiled_finder_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "numpy")
    assert finder.__wrapped__() is find_runs
