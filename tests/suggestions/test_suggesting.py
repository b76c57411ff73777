import contextlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import search
from search.analysis import FrenchAnalyzer
from search.analysis.plain import plain
from search.answering.answers import Answerer
from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter
from search.models import Block, CleanedDocument, Label, Metadata
from search.query import All, Clause, Phrase, Word
from search.requests import Query
from search.scoring import Scoring
from search.suggestions.models import Kind, Suggestion
from search.suggestions.suggesting import Suggester
from tests.engines.naive_documents import naive_document
from tests.engines.storing import batch
from tests.engines.trees import cleaned

ANALYZER = FrenchAnalyzer()
VOCABULARY = [
    *("traité", "traités", "Traité", "traite", "Hanoï", "Hanoi", "Hà Nội", "hanovre", "cœur"),
    *("coeurs", "de", "la", "l’heure", "d'Hanoï", "aujourd'hui", "cyber-attaque", "mer", "Mer"),
    *("trente", "2025", ".", "été"),
]
several = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
texts = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join), max_size=6)
asked = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(" ".join)


@contextlib.contextmanager
def suggesting(
    path: Path, *commits: Sequence[CleanedDocument], delete: Sequence[str] = ()
) -> Iterator[Suggester]:
    """Yield what completes queries over documents, those of each commit in a segment."""
    merging = mock.patch("search.engines.whoosh.writing.segments_to_merge", return_value=())
    with merging, mock.patch("os.fsync"):
        for documents, deleted in itertools.zip_longest((*commits, ()), [], fillvalue=()):
            with WhooshIndexWriter(str(path)) as writer:
                if documents:
                    writer.add(batch(documents))
                for id in (*deleted, *(delete if not documents else ())):
                    writer.delete(id)
                writer.commit()
    with contextlib.closing(WhooshIndexReader(str(path))) as reader:
        view = Answerer(reader, ANALYZER, Scoring())
        yield Suggester(reader, ANALYZER, lambda text: view.total(Query(text)))


def numbered(*given: str) -> list[CleanedDocument]:
    return [cleaned(f"d{number}", text) for number, text in enumerate(given)]


def titled(id: str, title: str, text: str = "Rien.") -> CleanedDocument:
    blocks = (Block(0, title, Label.TITLE, "titre"), Block(1, text, Label.BODY, "corps"))
    return CleanedDocument(id, blocks, Metadata(title=title))


def said(found: Sequence[Suggestion]) -> list[tuple[str, Kind, int]]:
    return [(each.text, each.kind, each.count) for each in found]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("hano", "Hanoï"),
        ("HANO", "Hanoï"),
        ("Hanoi", "Hanoï"),
        ("hanoï", None),
        ("l'assem", "l'Assemblée"),
        ("l’assem", "l’Assemblée"),
        ("ASSEMBLEE", "Assemblée"),
        ("-assem", "-Assemblée"),
        ("hanoi ET assem", "hanoi ET Assemblée"),
        ("coeu", "cœur"),
        ("cœ", "cœur"),
        ("vel", "vélo"),
    ],
)
def test_a_word_is_completed_as_texts_write_it(
    tmp_path: Path, typed: str, wanted: str | None
) -> None:
    documents = numbered("L’Assemblée vote à Hanoï.", "Le cœur de Hanoï.", "Un vélo : Vélo, vélo.")
    with suggesting(tmp_path, documents) as suggester:
        words = [each.text for each in suggester.suggest(typed) if each.kind is Kind.WORD]
    assert words == ([wanted] if wanted else [])


def test_the_part_that_was_not_typed_is_highlighted(tmp_path: Path) -> None:
    with suggesting(tmp_path, numbered("Le cœur de Hanoï.")) as suggester:
        [found] = suggester.suggest("hanoi ET coeu")
        assert (found.text, found.highlights) == ("hanoi ET cœur", ((12, 13),))
        [found] = suggester.suggest("« HAN")
        assert found.text == "« Hanoï\u202f»"
        assert found.highlights == ((5, 9),)


def test_the_word_of_most_documents_is_first_and_one_of_each_stem_is_there(tmp_path: Path) -> None:
    documents = numbered("traité traités", "traités", "traités", "train", "train", "de travers")
    with suggesting(tmp_path, documents) as suggester:
        assert said(suggester.suggest("tra")) == [
            ("traités", Kind.WORD, 3),
            ("train", Kind.WORD, 2),
            ("travers", Kind.WORD, 1),
        ]
        assert [each.text for each in suggester.suggest("tra", limit=1)] == ["traités"]
        assert suggester.suggest("tra", limit=0) == ()


def test_what_follows_the_words_before_comes_before_what_stands_with_them(tmp_path: Path) -> None:
    documents = numbered(
        "La convention Hanoï.",
        "La convention Hanoï.",
        "La convention fut lue. Une heure passa, une heure.",
        *["Une heure."] * 5,
    )
    with suggesting(tmp_path, documents) as suggester:
        assert said(suggester.suggest("convention h")) == [
            ("convention Hanoï", Kind.PHRASE, 2),
            ("convention heure", Kind.WORD, 1),
        ]


def test_a_phrase_goes_on_to_a_word_that_says_something(tmp_path: Path) -> None:
    documents = numbered(*["Une convention des Nations unies contre la corruption."] * 2)
    with suggesting(tmp_path, documents) as suggester:
        for typed in ("convention d", "convention "):
            assert said(suggester.suggest(typed)) == [
                ("convention des Nations", Kind.PHRASE, 2),
                ("convention des Nations unies contre", Kind.PHRASE, 2),
            ]


def test_stop_words_alone_are_no_suggestion(tmp_path: Path) -> None:
    with suggesting(tmp_path, numbered("De la mer.", "Dans la mer.")) as suggester:
        for typed in ("d", "de l", "l", "da", "de la ", "pour "):
            found = suggester.suggest(typed)
            assert all(each.text not in {"de", "la", "dans", "de la"} for each in found)


def test_behind_a_stop_word_only_words_that_are_found_there_are_suggested(tmp_path: Path) -> None:
    with suggesting(tmp_path, numbered("Dans la mer.", "Un merle.")) as suggester:
        assert said(suggester.suggest("la m")) == [("la mer", Kind.WORD, 1)]


def test_titles_are_suggested_that_begin_so_or_have_it_at_the_start_of_a_word(
    tmp_path: Path,
) -> None:
    documents = [
        titled("a", "Sommet de Hanoï"),
        titled("b", "Hanoï accueille la signature"),
        titled("c", "Hanoï accueille la signature"),
        titled("d", "Chanoine et théorie"),
    ]
    with suggesting(tmp_path, documents) as suggester:
        found = [each for each in suggester.suggest("hano") if each.kind is Kind.TITLE]
    assert said(found) == [
        ("Hanoï accueille la signature", Kind.TITLE, 2),
        ("Sommet de Hanoï", Kind.TITLE, 1),
    ]
    assert [each.is_least for each in found] == [False, True]
    assert [[each.text[a:b] for a, b in each.highlights] for each in found] == [
        ["ï accueille la signature"],
        ["Sommet de ", "ï"],
    ]


def test_values_of_fields_are_suggested_by_how_many_documents_have_them(tmp_path: Path) -> None:
    documents = [
        cleaned("a", "mer", site="vietnam.vn", author="Jean Dupont"),
        cleaned("b", "mer", site="fr.vietnam.vn", author="Jean Dupont"),
        cleaned("c", "mer", site="fr.vietnam.vn", author="Éva Jean"),
        cleaned("d", "mer", site="survietnam.fr"),
    ]
    with suggesting(tmp_path, documents) as suggester:
        assert said(suggester.suggest("mer site:viet")) == [
            ("mer site:fr.vietnam.vn", Kind.VALUE, 2),
            ("mer site:vietnam.vn", Kind.VALUE, 3),
        ]
        assert said(suggester.suggest("auteur:jean")) == [
            ('auteur:"Jean Dupont"', Kind.VALUE, 2),
            ('auteur:"Éva Jean"', Kind.VALUE, 1),
        ]
        assert said(suggester.suggest('auteur:"eva j')) == [('auteur:"Éva Jean"', Kind.VALUE, 1)]
        assert suggester.suggest("rubrique:viet") == ()
        [first, _] = suggester.suggest("site:viet")
        assert [first.text[a:b] for a, b in first.highlights] == ["fr.", "nam.vn"]


def test_removed_text_and_removed_documents_are_not_suggested(tmp_path: Path) -> None:
    blocks = (
        Block(1, "Abonnement offert", Label.CHROME, "navigation"),
        Block(2, "Un article", Label.BODY, "corps"),
    )
    kept = CleanedDocument("a", blocks, Metadata(title="Sans titre gardé"))
    gone = titled("b", "Abordage en mer", "Un abordage.")
    with suggesting(tmp_path, [kept, gone], delete=["b"]) as suggester:
        assert suggester.suggest("ab") == ()
        assert suggester.suggest("sans") == ()
        assert said(suggester.suggest("art")) == [("article", Kind.WORD, 1)]


def test_an_empty_index_suggests_nothing(tmp_path: Path) -> None:
    with suggesting(tmp_path) as suggester:
        for typed in ("mer", "mer h", "site:", "m"):
            assert suggester.suggest(typed) == ()


def test_a_searcher_suggests_from_the_index_as_it_sees_it(tmp_path: Path) -> None:
    files, index = tmp_path / "files", tmp_path / "index"
    files.mkdir()
    (files / "a.txt").write_text("Une convention signée à Hanoï.")
    search.build_index(files, index)
    with search.open_index(index) as searcher:
        assert said(searcher.suggest("conv")) == [("convention", Kind.WORD, 1)]
        (files / "b.txt").write_text("Une conversation tenue à Hanoï, puis une conversation.")
        (files / "c.txt").write_text("Une conversation.")
        search.build_index(files, index)
        assert said(searcher.suggest("conv")) == [("convention", Kind.WORD, 1)]
        searcher.refresh()
        assert said(searcher.suggest("conv")) == [
            ("conversation", Kind.WORD, 2),
            ("convention", Kind.WORD, 1),
        ]


def test_where_too_much_begins_so_what_is_found_in_a_sample_is_suggested(tmp_path: Path) -> None:
    documents = numbered(*["La convention de Hanoï."] * 8)
    limits = {
        "search.engines.whoosh.completing.MOST_POSTINGS": 1,
        "search.engines.whoosh.completing.MOST_DOCUMENTS": 2,
        "search.suggestions.suggesting.MOST_COUNTED": 12,
    }
    with contextlib.ExitStack() as patches:
        for name, value in limits.items():
            patches.enter_context(mock.patch(name, value))
        suggester = patches.enter_context(suggesting(tmp_path, documents))
        [found] = suggester.suggest("convention de h")
    assert (found.text, found.count, found.is_least) == ("convention de Hanoï", 4, True)


@several
@given(texts, texts, st.integers(0, 5), asked, st.integers(0, 30))
def test_what_is_suggested_goes_on_from_what_was_typed_and_is_counted(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[str],
    second: list[str],
    deleted: int,
    query: str,
    end: int,
) -> None:
    documents = numbered(*first, *second)
    typed = query[: len(query) - end] or query
    path = tmp_path_factory.mktemp("index")
    commits = [documents[: len(first)], documents[len(first) :]]
    with suggesting(path, *commits, delete=[f"d{deleted}"]) as suggester:
        found = suggester.suggest(typed)
        assert found == suggester.suggest(typed)
    live = [naive_document(each) for each in documents if each.id != f"d{deleted}"]
    for each in found:
        assert plain(each.text).startswith(plain(typed))
        assert each.count == sum(one.matches(_clause(each)) for one in live)
        assert not each.is_least
        assert each.count
        rest = each.text[each.highlights[0][0] :] if each.highlights else ""
        assert rest in each.text


def test_a_word_behind_longer_ones_that_begin_like_it_is_suggested(tmp_path: Path) -> None:
    with suggesting(tmp_path, numbered("Hanoï Hanoï Hà Nội")) as suggester:
        assert [each.text for each in suggester.suggest("h")] == ["Hanoï", "Hà"]


@several
@given(texts, st.sampled_from(VOCABULARY), st.integers(1, 4))
def test_all_words_of_a_small_index_that_begin_so_are_suggested(
    tmp_path_factory: pytest.TempPathFactory, given: list[str], word: str, length: int
) -> None:
    documents = numbered(*given)
    tokens = [token for each in given for token in ANALYZER.analyze(each)]
    start = ANALYZER.analyze(f"x {word}")[-1].exact[:length]
    wanted = {t.stem or t.exact for t in tokens if t.exact.startswith(start) and not t.is_stop}
    with suggesting(tmp_path_factory.mktemp("index"), documents) as suggester:
        found = [each for each in suggester.suggest(start, 30) if each.kind is Kind.WORD]
    words = [ANALYZER.analyze(each.text)[0] for each in found]
    same = {t.stem or t.exact for t in tokens if t.exact == start and not t.is_stop}
    assert wanted - same <= {each.stem or each.exact for each in words} <= wanted


@pytest.fixture(scope="module")
def searcher(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[search.Searcher]:
    index = tmp_path_factory.mktemp("corpus")
    search.build_index(corpus, index)
    with search.open_index(index) as searcher:
        yield searcher


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=30) | st.text('aéh« »":-+()ETOU\u202f\x00\n’site*?~/', max_size=30))
def test_any_text_is_completed_without_an_error(searcher: search.Searcher, text: str) -> None:
    assert searcher.suggest(text) == searcher.suggest(text)


@pytest.mark.parametrize(
    "text", ["", "a" * 10_000, "convention " * 1000, "\x00\x1f\ud800", "«" * 50]
)
def test_what_is_no_query_is_completed_to_nothing(searcher: search.Searcher, text: str) -> None:
    assert searcher.suggest(text) == ()


def _clause(suggestion: Suggestion) -> Clause:
    tokens = ANALYZER.analyze(suggestion.text)
    words = tuple(Word("", each.stem, each.exact, each.is_stop) for each in tokens)
    if suggestion.kind is Kind.PHRASE:
        return Phrase(words)
    content = tuple(word for word in words if not word.is_stop)
    return All(content)


def test_behind_more_than_words_the_whole_query_is_counted(tmp_path: Path) -> None:
    documents = [
        titled("a", "Le maire parle", "Le port et la mairie."),
        titled("b", "Le port", "Le maire se tait, le maçon non."),
        titled("c", "La mer", "Le maire revient au port."),
    ]
    with suggesting(tmp_path, documents) as suggester:
        assert counted(suggester.suggest("titre:mai"), "titre:maire") == 1
        assert counted(suggester.suggest("port SAUF ma"), "port SAUF maçon") == 2
        assert counted(suggester.suggest("mer ET mai"), "mer ET maire") == 1
        assert counted(suggester.suggest("mai"), "maire") == 3


def counted(found: Sequence[Suggestion], text: str) -> int:
    return next(each.count for each in found if each.text == text)
