import pytest

from search.analysis import FrenchAnalyzer
from search.analysis.forms import stems_by_word, words_of
from search.analysis.skimming import needles, runs

ANALYZER = FrenchAnalyzer()


def stem(word: str) -> str:
    [token] = ANALYZER.analyze(word)
    return token.stem


@pytest.mark.parametrize(
    "words",
    [
        "œil yeux",
        "travail travaux",
        "cheval chevaux",
        "bijou bijoux",
        "aller va vont ira allé",
        "pouvoir peut peuvent pourra pu",
        "venir vient viennent viendra venu venus",
        "obéir obéit obéissent",
        "montrer montre montrent montrons",
        "élu élus élue élues",
        "directeur directrice directrices",
        "acteur actrice actrices",
        "chanteur chanteuse chanteuses",
        "brésilien brésilienne brésiliennes",
        "petit petite petits petites",
        "naïf naïve",
        "université universités universite",
    ],
)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "France français",
        "organe organisation organisme",
        "université univers universel",
        "général générer génération généreux",
        "parc parce",
        "marché marche",
        "département départ",
        "parlement parler",
        "important importer",
        "relation relater",
        "position positif",
        "mère mer",
        "seine sein",
        "armée arme",
        "emploi employé",
        "télé tellement tel",
        "visa viser",
        "communiste commune",
        "formation format",
        "Paris pari",
    ],
)
def test_words_that_only_look_alike_have_several_stems(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == len(words.split())


@pytest.mark.parametrize("word", ["été", "tout", "suis", "Marie", "vie", "VIE", "VIES"])
def test_what_the_table_leaves_alone_has_snowballs_stem(word: str) -> None:
    assert word.lower() not in stems_by_word()
    assert stem(word) in {"ete", "tout", "suis", "mar", "vi"}


@pytest.mark.parametrize(
    ("words", "ordinal"),
    [
        ("3e 3è 3ème 3eme 3ième 3ᵉ troisième troisièmes IIIe IIIème iiie", "3e"),
        ("21e 21ème XXIe xxie XXIᵉ", "21e"),
        ("5e Ve cinquième", "5e"),
        ("6e VIe sixième", "6e"),
        ("39e XXXIXe", "39e"),
        ("premier première 1er 1re 1ère Ier", "premi"),
    ],
)
def test_an_ordinal_number_has_one_stem_however_it_is_written(words: str, ordinal: str) -> None:
    assert {stem(word) for word in words.split()} == {ordinal}


@pytest.mark.parametrize("word", ["IIIIe", "IIXe", "XXXXe", "0e", "e", "3ed"])
def test_what_is_no_number_is_no_ordinal(word: str) -> None:
    assert not stem(word)[0].isdecimal() or stem(word) == word


def test_every_word_of_the_table_is_found_by_the_needles_of_its_stem() -> None:
    for word, its_stem in stems_by_word().items():
        [token] = ANALYZER.analyze(word)
        assert token.stem == its_stem
        assert word in words_of(its_stem)
        for text in (word, f"la {word.upper()}, oui", f"l’{word}"):
            assert runs(text, needles("", its_stem))


@pytest.mark.parametrize("written", ["3e", "3ème", "IIIe", "iiième", "troisième", "3ᵉ"])
def test_an_ordinal_number_is_found_by_the_needles_of_its_stem(written: str) -> None:
    assert runs(f"au {written} siècle", needles("", "3e")) == [(3, 3 + len(written))]


def test_needles_are_not_the_beginnings_of_others() -> None:
    assert needles("", "sud") == {b" sud", b"'sud"}
    assert needles("", "yeux") == {b" yeu", b"'yeu", b" oeil", b"'oeil"}
