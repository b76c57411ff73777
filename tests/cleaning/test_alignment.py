from search.cleaning.alignment import align
from search.cleaning.lines import Line


def lines(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, 1)]


def test_lines_of_the_article_are_found_on_the_page() -> None:
    page = lines("Accueil", "Le pont est fermé depuis lundi", "Contact")
    assert align(page, lines("Le pont est fermé, depuis lundi !")) == [False, True, False]


def test_a_short_line_is_found_only_where_it_is_due() -> None:
    page = lines("Le pont", "La rive est belle en hiver", "Le pont")
    article = lines("La rive est belle en hiver", "Le pont")
    assert align(page, article) == [False, True, True]


def test_five_words_are_found_anywhere_and_four_are_not() -> None:
    article = lines("un deux trois quatre cinq", "six", "sept huit neuf dix")
    page = lines("sept huit neuf dix", "six", "un deux trois quatre cinq")
    assert align(page, article) == [False, False, True]


def test_lines_that_the_extractor_joined_are_found() -> None:
    assert align(lines("Le pont", "est fermé"), lines("Le pont est fermé")) == [True, True]


def test_part_of_a_word_is_not_found() -> None:
    assert align(lines("le pon t"), lines("le pont")) == [False]


def test_a_line_without_words_is_never_found() -> None:
    assert align(lines("***"), lines("***")) == [False]
