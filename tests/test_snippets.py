import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.highlighting import Highlighter
from search.models import Block, CleanedDocument, Label, Passage, Snippet
from search.query import Near, Prefix, Term, Zone, parse
from search.snippets import ELLIPSIS, MAX_LENGTH, MAX_PASSAGES, snippet
from tests.naive_snippets import NaiveHighlighter, chosen_sentences

ANALYZER = FrenchAnalyzer()


def article(*texts: str, title: str = "") -> CleanedDocument:
    blocks = [Block(0, title, Label.TITLE, "titre")] if title else []
    blocks += [Block(n, text, Label.BODY, "corps") for n, text in enumerate(texts, 1)]
    return CleanedDocument("a", tuple(blocks))


def passages(query: str, document: CleanedDocument) -> tuple[Passage, ...]:
    terms = parse(query, ANALYZER).terms
    return snippet(document, Highlighter(terms, ANALYZER), dict.fromkeys(terms, 1.0)).passages


def texts(query: str, document: CleanedDocument) -> list[str]:
    return [passage.text for passage in passages(query, document)]


def marks(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.highlights]


def test_the_sentence_with_most_of_the_query_is_shown() -> None:
    document = article("Le traité est signé. La mer de Chine, un traité. Rien ici.")
    assert texts("traité mer", document) == ["La mer de Chine, un traité."]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        (Zone.KEPT, "Une mer calme."),
        (Zone.TITLE, "La mer."),
        (Zone.CAPTIONS, "Vue de la mer."),
        (Zone.REMOVED, "Nos offres en mer."),
        (Zone.EVERYTHING, "Nos offres en mer."),
    ],
)
def test_passages_are_those_of_the_zone_and_the_title_is_one_only_by_itself(
    zone: Zone, shown: str
) -> None:
    blocks = (
        Block(1, "Nos offres en mer.", Label.CHROME, "menu"),
        Block(2, "La mer.", Label.TITLE, "titre"),
        Block(3, "Un port. Une mer calme.", Label.BODY, "corps"),
        Block(4, "Vue de la mer.", Label.CAPTION, "légende"),
    )
    terms = parse("mer", ANALYZER).terms
    highlighter, weights = Highlighter(terms, ANALYZER), dict.fromkeys(terms, 1.0)
    found = snippet(CleanedDocument("a", blocks), highlighter, weights, zone).passages
    assert [passage.text for passage in found] == [shown]
    assert [marks(passage) for passage in found] == [["mer"]]


def test_a_zone_without_a_block_shows_nothing() -> None:
    terms = parse("mer", ANALYZER).terms
    highlighter = Highlighter(terms, ANALYZER)
    assert snippet(article("La mer."), highlighter, {}, Zone.REMOVED).passages == ()


def test_each_further_passage_shows_a_word_not_yet_shown_in_the_document_s_order() -> None:
    document = article("Un port.", "La mer. Le traité et la mer.", "La mer encore.")
    assert texts("traité mer port", document) == ["Un port.", "Le traité et la mer."]


@pytest.mark.parametrize("words", [MAX_PASSAGES, MAX_PASSAGES + 1])
def test_there_are_three_passages_at_most(words: int) -> None:
    names = ["alpha", "bravo", "charlie", "delta"][:words]
    document = article(*(f"Le mot {name}." for name in names))
    assert len(passages(" ".join(names), document)) == MAX_PASSAGES


def test_of_sentences_with_the_same_words_the_one_where_they_stand_together_is_shown() -> None:
    document = article("La convention, à Hanoï. La convention de Hanoï.")
    assert texts("convention de Hanoï", document) == ["La convention de Hanoï."]


def shown(document: CleanedDocument) -> list[str]:
    """Return the passages for `mer` and `droit` near each other."""
    words = parse("mer droit", ANALYZER).words
    near = Near(words, 4)
    worth: dict[Term, float] = {near: 2.0, **dict.fromkeys(words, 1.0)}
    found = snippet(document, Highlighter([near], ANALYZER), worth)
    return [passage.text for passage in found.passages]


def test_a_sentence_with_words_near_each_other_is_shown_rather_than_those_with_one() -> None:
    document = article("La mer. Un droit est là. Le droit, dit-il, la mer. Une mer.")
    assert shown(document) == ["Le droit, dit-il, la mer."]


def test_words_near_each_other_in_two_sentences_are_shown_in_both() -> None:
    document = article("La mer est ici, et le port. Il accueille la mer. Un droit. Le port.")
    assert shown(document) == ["Il accueille la mer.", "Un droit."]


def test_the_sentence_with_a_word_of_a_pattern_is_shown() -> None:
    document = article("Le port. La cybercriminalité. Une cyberattaque.")
    found = snippet(document, Highlighter([Prefix("cyber")], ANALYZER), {Prefix("cyber"): 1.0})
    assert [(each.text, marks(each)) for each in found.passages] == [
        ("La cybercriminalité.", ["cybercriminalité"])
    ]


def test_the_words_that_weigh_most_are_shown() -> None:
    names = ["alpha", "bravo", "charlie", "delta"]
    document = article(*(f"Le mot {name}." for name in names))
    terms = parse(" ".join(names), ANALYZER).terms
    weights: dict[Term, float] = dict(zip(terms, (3.0, 1.0, 4.0, 2.0), strict=True))
    found = snippet(document, Highlighter(terms, ANALYZER), weights)
    assert found.text == "Le mot alpha. … Le mot charlie. … Le mot delta."


def test_without_a_match_in_the_text_its_first_sentence_is_shown() -> None:
    document = article("Le port. La mer.", title="Un traité")
    assert passages("traité", document) == (Passage("Le port."),)


def test_a_document_without_text_has_no_passage() -> None:
    assert passages("traité", article(title="Un traité")) == ()


@pytest.mark.parametrize(("length", "is_cut"), [(MAX_LENGTH, False), (MAX_LENGTH + 1, True)])
def test_a_sentence_is_cut_when_it_is_too_long(length: int, *, is_cut: bool) -> None:
    text = ("mer " + "x" * length)[: length - 4] + " fin"
    [passage] = passages("mer", article(text))
    assert passage.text.endswith(ELLIPSIS) is is_cut
    assert marks(passage) == ["mer"]


def test_a_long_sentence_is_cut_at_words_around_its_matches() -> None:
    text = "début " * 100 + "le traité de la mer " + "suite " * 100
    [passage] = passages("traité mer", article(text.strip()))
    assert passage.text.startswith(f"{ELLIPSIS} début")
    assert passage.text.endswith(f"suite{ELLIPSIS}")
    assert marks(passage) == ["traité", "mer"]


@given(
    st.lists(st.text(alphabet="abé mer.!«» \u00a0M", max_size=400), max_size=4),
    st.text(alphabet="abmer «»", max_size=20),
)
def test_marks_of_a_snippet_are_inside_it_and_match(blocks: list[str], query: str) -> None:
    found = Snippet(passages(query, article(*blocks)))
    wanted = {word.exact for word in parse(query, ANALYZER).words}
    wanted |= {word.stem for word in parse(query, ANALYZER).words}
    for start, end in found.highlights:
        tokens = ANALYZER.analyze(found.text[start:end])
        assert tokens
        assert all({token.exact, token.stem} & wanted for token in tokens)


SENTENCES = (
    *("La mer de Chine, un traité. ", "Le traité de la mer est signé. ", "M. Dupont a signé. "),
    *(
        "Les chevaux ! ",
        " « Un cheval… » ",
        "de la",
        " mer. ",
        "Mer. ",
        "traités\u00a0: ",
        "D’abord ",
    ),
)


@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), max_size=5).map("".join), max_size=3),
    st.lists(st.sampled_from(("de", "la", "mer", "traité", "cheval", "signer", "«", "»"))),
)
def test_sentences_are_those_of_looking_at_every_word(blocks: list[str], words: list[str]) -> None:
    document, terms = article(*blocks), parse(" ".join(words), ANALYZER).terms
    weights = dict.fromkeys(terms, 1.0)
    found = snippet(document, Highlighter(terms, ANALYZER), weights)
    plain = chosen_sentences(document, NaiveHighlighter(terms), weights)
    assert [(each.text, each.highlights) for each in found.passages] == plain
