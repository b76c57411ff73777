from pathlib import Path

import pytest

import search
from search.errors import SynonymsError

OPTIONS = search.IndexOptions(cleaning=search.Cleaning.OFF)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Le fleuve Rouge coule à Hanoï", encoding="utf-8")
    (folder / "b.txt").write_text("Le Sông Hông est en crue", encoding="utf-8")
    (folder / "c.txt").write_text("Autre chose", encoding="utf-8")
    return folder


def found(index: Path, query: str) -> list[str]:
    with search.open_index(index) as searcher:
        return [id for id, _ in searcher.best(query, 10)]


def test_synonyms_beside_the_documents_are_no_document_and_rank_below_the_typed_form(
    corpus: Path, tmp_path: Path
) -> None:
    (corpus / "synonymes.txt").write_text("fleuve Rouge, Sông Hông\n", encoding="utf-8")
    report = search.build_index(corpus, tmp_path / "index", OPTIONS)
    assert (report.indexed, report.skipped) == (3, 0)
    assert found(tmp_path / "index", "fleuve Rouge") == ["a", "b"]
    assert found(tmp_path / "index", "« Sông Hông »") == ["b", "a"]
    assert found(tmp_path / "index", "synonymes") == []


def test_a_changed_file_counts_after_the_next_run_without_indexing_anything(
    corpus: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    search.build_index(corpus, index, OPTIONS)
    with search.open_index(index) as searcher:
        assert [id for id, _ in searcher.best("fleuve", 10)] == ["a"]
        (corpus / "synonymes.txt").write_text("fleuve => Sông", encoding="utf-8")
        assert search.build_index(corpus, index, OPTIONS).indexed == 0
        assert [id for id, _ in searcher.best("fleuve", 10)] == ["a"]
        searcher.refresh()
        assert [id for id, _ in searcher.best("fleuve", 10)] == ["a", "b"]
    (corpus / "synonymes.txt").unlink()
    search.build_index(corpus, index, OPTIONS)
    assert found(index, "fleuve") == ["a"]
    assert not (index / "synonymes.txt").exists()


def test_a_file_below_is_a_document(corpus: Path, tmp_path: Path) -> None:
    (corpus / "langue").mkdir()
    (corpus / "langue" / "synonymes.txt").write_text("Un article", encoding="utf-8")
    search.build_index(corpus, tmp_path / "index", OPTIONS)
    assert found(tmp_path / "index", "article") == ["langue/synonymes"]


@pytest.mark.parametrize(
    ("content", "line"), [(b"a, b\nmer\n", 2), (b"a, b\n\nc, \xe9\n", 3)], ids=["single", "Latin-1"]
)
def test_a_file_that_cannot_be_used_leaves_the_index_as_it_was(
    corpus: Path, tmp_path: Path, content: bytes, line: int
) -> None:
    index = tmp_path / "index"
    (corpus / "synonymes.txt").write_text("fleuve => Sông", encoding="utf-8")
    search.build_index(corpus, index, OPTIONS)
    (corpus / "synonymes.txt").write_bytes(content)
    (corpus / "a.txt").unlink()
    with pytest.raises(SynonymsError) as error:
        search.build_index(corpus, index, OPTIONS)
    assert (error.value.path, error.value.line) == (str(corpus / "synonymes.txt"), line)
    assert found(index, "fleuve") == ["a", "b"]


def test_a_damaged_file_in_the_index_makes_no_query_fail(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Les Nations unies", encoding="utf-8")
    (tmp_path / "corpus" / "synonymes.txt").write_text("fleuve => Sông", encoding="utf-8")
    search.build_index(tmp_path / "corpus", tmp_path / "index")
    (tmp_path / "index" / "synonymes.txt").write_text("fleuve =>", encoding="utf-8")
    assert found(tmp_path / "index", "ONU") == ["a"]
