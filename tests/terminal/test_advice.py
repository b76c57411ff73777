from search.advice import Advice, Instead
from search.terminal.advice import advice_lines


def test_what_may_help_is_said_line_by_line() -> None:
    advice = Advice(("xyzzy",), (Instead("mer", "xyzzy", 2),), removed=1, unfiltered=3)
    assert list(advice_lines(advice)) == [
        "Aucun article ne contient « xyzzy ».",
        "Sans « xyzzy » : 2 articles, avec la requête mer",
        "Sans les filtres et les dates : 3 articles.",
        "Dans ce qui a été retiré (--scope removed) : 1 article.",
    ]


def test_without_help_nothing_is_said() -> None:
    assert list(advice_lines(Advice())) == []
