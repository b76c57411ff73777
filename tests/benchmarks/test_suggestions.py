import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks.suggestions import LONGEST, main, prefixes


def corpus(folder: Path) -> Path:
    lines = [
        {"id": f"a{n}", "title": f"Le port de Brest {n}", "text": "Des navires.", "date": ""}
        for n in range(5)
    ]
    path = folder / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")
    return path


def test_what_is_typed_is_the_beginning_of_titles_and_sentences_each_once(tmp_path: Path) -> None:
    typed = list(prefixes(corpus(tmp_path), 20))
    texts = {"Des navires.", *(f"Le port de Brest {n}" for n in range(5))}
    assert len(typed) == len(set(typed)) == 20
    assert all(any(text.startswith(each) for text in texts) for each in typed)
    assert max(map(len, typed)) <= LONGEST
    assert typed == list(prefixes(corpus(tmp_path), 20))


def test_the_command_prints_both_and_their_ratio_and_keeps_the_indexes(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    options = ["--documents", "6", "--requests", "5", "--rounds", "1", "--keep", str(kept)]
    result = CliRunner().invoke(main, ["--corpus", str(corpus(tmp_path)), *options])
    assert result.exit_code == 0
    rows = result.stdout.splitlines()[4:]
    assert [row.split("  ")[0] for row in rows] == ["Trouvaille", "FTS5", "ratio"]
    names = {path.name for path in (kept / "6").iterdir()}
    assert names == {"corpus.jsonl", "trouvaille", "fts5-words.db"}
