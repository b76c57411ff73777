import pytest

from benchmarks.lucene_french import light_stem, terms
from benchmarks.matching import count, lucene_finds, main
from tests.matching import Pair


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("chevaux", "cheval"),
        ("bijoux", "bijou"),
        ("chantés", "chant"),
        ("anneaux", "aneau"),
        ("investissement", "investi"),
        ("administrateur", "administr"),
        ("productrice", "product"),
        ("complète", "complet"),
        ("mensualisation", "mensuel"),
        ("mer", "mer"),
    ],
)
def test_a_light_stem_is_lucenes(word: str, stem: str) -> None:
    assert light_stem(word) == stem


def test_terms_are_without_elisions_and_stop_words() -> None:
    assert terms("L’annexe et les chevaux d'Hanoï") == ["anex", "cheval", "hanoi"]


def test_lucene_finds_what_has_all_words_and_nothing_without_words() -> None:
    assert lucene_finds("cheval", "Les chevaux passent")
    assert not lucene_finds("cheval noir", "Les chevaux passent")
    assert not lucene_finds("les", "Les chevaux passent")


def test_pairs_are_counted_that_are_told_right() -> None:
    pairs = [
        Pair("cheval", "Les chevaux", must_match=True),
        Pair("cheval", "La mer", must_match=True),
        Pair("cheval", "Le port", must_match=False),
    ]
    assert count(pairs, lucene_finds) == "2 of 3"


def test_the_command_prints_a_row_for_each_analysis_and_section(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main()
    rows = [line.split()[:2] for line in capsys.readouterr().out.splitlines()[1:]]
    assert rows == [[name, of] for name in ("Trouvaille", "Lucene") for of in ("terms", "ways")]
