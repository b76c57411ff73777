import pytest

from search.analysis import FrenchAnalyzer, Reading
from search.occurrences import WordFinder, are_neighbors, needles_of
from search.query import parse

ANALYZER = FrenchAnalyzer()


def found(query: str, text: str) -> list[str]:
    words = parse(query, ANALYZER).words
    occurrences = WordFinder(words, ANALYZER).find(text, needles_of(words))
    return [text[each.start : each.end] for each in occurrences]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("cheval", "Les chevaux d’un cheval, à cheval", ["chevaux", "cheval", "cheval"]),
        ("coeur", "Le cœur, « CŒURS »", ["cœur", "CŒURS"]),
        ("Noi", "Ha Noi, Hà Nội, Ha No\u0323\u0302i", ["Noi", "Nội", "No\u0323\u0302i"]),
        ("la", "la, « La » et là : l’une, pas las", ["la", "La", "là"]),
        ("aujourd'hui", "d’aujourd’hui, aujourd hui", ["aujourd’hui"]),
        ("mer", "merveille amer", []),
    ],
)
def test_words_are_found_in_all_their_forms(query: str, text: str, words: list[str]) -> None:
    assert found(query, text) == words


@pytest.mark.parametrize(
    ("text", "are"),
    [
        ("droit mer", True),
        ("droit-mer", True),
        ("droit – « mer »", True),
        ("droit. L’mer", True),
        ("droit l' mer", False),
        ("droit de mer", False),
        ("droit’à’mer", False),
    ],
)
def test_words_are_neighbors_where_no_other_stands_between_them(text: str, *, are: bool) -> None:
    words = parse("droit mer", ANALYZER).words
    first, second = WordFinder(words, ANALYZER).find(text, needles_of(words))
    assert are_neighbors(text, first, second) is are


def test_only_what_may_be_one_of_the_words_is_analyzed(monkeypatch: pytest.MonkeyPatch) -> None:
    words = parse("traité de paix", ANALYZER).words
    looked_at: list[str] = []
    analyzer = FrenchAnalyzer()

    def read_run(run: str) -> Reading:
        looked_at.append(run)
        return Reading((), ())

    monkeypatch.setattr(analyzer, "read_run", read_run)
    WordFinder(words, analyzer).find(
        "Le traité, dit Paul, de la paix des traites", needles_of(words)
    )
    assert looked_at == ["traité", "de", "paix", "traites"]
