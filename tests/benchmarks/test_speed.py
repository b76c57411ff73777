from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.engines import BASE, ENGINES, OURS, entry, load
from benchmarks.engines.base import Source
from benchmarks.memory import peak_bytes, tree_bytes
from benchmarks.questions import Kind, Question, write_questions
from benchmarks.speed import main
from benchmarks.speed_figures import (
    MILLION,
    SAME_FIELDS,
    STOCK,
    STOCK_FIELDS,
    TWO_PROCESSES,
    Figure,
    Measured,
    Target,
    compare,
    figures,
    percentiles,
)
from benchmarks.speed_runs import Answer, Built, First, builders, numbers_for
from benchmarks.speed_tables import part_sizes, print_figures, print_indexes, print_queries
from benchmarks.speed_worker import ask

MILLISECOND = 0.001


def answer(milliseconds: float) -> Answer:
    return Answer(cpu=2 * milliseconds * MILLISECOND, wall=milliseconds * MILLISECOND, found=3)


def run(documents: int = 1000) -> Measured:
    """Three OR queries, one AND query, one page; the slow engine was asked the first only."""
    kinds = (Kind.OR, Kind.OR, Kind.OR, Kind.AND, Kind.PAGE)
    return Measured(
        documents=documents,
        questions=[Question(kind) for kind in kinds],
        built={
            OURS: Built(cpu=2.0, wall=3.0, peak=600e6),
            TWO_PROCESSES: Built(cpu=2.4, wall=1.5, peak=900e6),
            SAME_FIELDS: Built(cpu=1.0, wall=1.0, peak=100e6),
            STOCK_FIELDS: Built(cpu=30.0, wall=30.0, peak=100e6),
        },
        bytes={OURS: 5_000_000, SAME_FIELDS: 4_000_000},
        answers={
            OURS: {n: answer(each) for n, each in enumerate((1, 2, 4, 1, 10))},
            BASE: {n: answer(each) for n, each in enumerate((1, 4, 4, 4))},
            SAME_FIELDS: {4: answer(5)},
            STOCK: {0: answer(100)},
        },
        firsts={OURS: First(0.2, 0.4), SAME_FIELDS: First(0.01, 0.02)},
    )


def by_name(measured: Measured) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures(measured)}


@pytest.mark.parametrize(
    ("value", "verdict"), [(0.5, "goal"), (0.51, "floor"), (1.0, "floor"), (1.01, "missed")]
)
def test_a_figure_at_its_floor_or_goal_reaches_it(value: float, verdict: str) -> None:
    assert Target(1.0, 0.5).verdict(value) == verdict


@pytest.mark.parametrize(
    ("value", "verdict"), [(200, "goal"), (199, "floor"), (50, "floor"), (49, "missed")]
)
def test_where_more_is_better_a_figure_must_be_as_high_as_its_floor(
    value: float, verdict: str
) -> None:
    assert Target(50, 200, at_least=True).verdict(value) == verdict


def test_every_row_of_the_targets_is_a_figure() -> None:
    assert set(by_name(run())) == {
        "or, p50, beside tantivy",
        "or, p95, beside tantivy",
        "and, p50, beside tantivy",
        "and, p95, beside tantivy",
        "page, p50, beside tantivy, same fields",
        "page, p95, beside tantivy, same fields",
        "indexing, processor time a document, beside tantivy, same fields",
        "indexing, two processes, wall time, beside one",
        "indexing, peak memory, one process",
        "indexing, peak memory, two processes",
        "index size a document, beside tantivy, same fields",
        "first page of a process",
        "imports and first page of a process",
        "or, p50, times as fast as whoosh",
        "indexing, processor time, times as fast as whoosh, same fields",
    }


def test_a_ratio_is_our_time_over_the_peers() -> None:
    figure = by_name(run())["or, p50, beside tantivy"]
    assert (figure.ours, figure.theirs) == pytest.approx((2, 4))
    assert (figure.value, figure.cpu_value) == pytest.approx((0.5, 0.5))


def test_engines_are_compared_at_the_queries_that_both_were_asked() -> None:
    stock = by_name(run())["or, p50, times as fast as whoosh"]
    assert (stock.ours, stock.theirs, stock.value) == pytest.approx((1, 100, 100))
    assert compare(run(), STOCK, Kind.AND, cpu=False) is None


def test_indexing_is_compared_by_document_and_processor_time() -> None:
    found = by_name(run())
    indexing = found["indexing, processor time a document, beside tantivy, same fields"]
    assert (indexing.ours, indexing.theirs, indexing.value) == pytest.approx((2000, 1000, 2))
    assert found["indexing, two processes, wall time, beside one"].value == pytest.approx(0.5)
    assert found["indexing, peak memory, two processes"].value == pytest.approx(900)
    assert found["index size a document, beside tantivy, same fields"].value == pytest.approx(1.25)


def test_the_first_page_is_held_against_milliseconds() -> None:
    first = by_name(run())["first page of a process"]
    assert (first.ours, first.theirs, first.value) == pytest.approx((200, 10, 200))
    assert first.target == Target(300, 150)


@pytest.mark.parametrize(
    ("documents", "target"), [(MILLION - 1, Target(1.0, 0.5)), (MILLION, Target(2.0, 1.0))]
)
def test_a_million_documents_have_a_target_of_their_own(documents: int, target: Target) -> None:
    found = by_name(run(documents))
    assert found["or, p50, beside tantivy"].target == target
    assert (found["or, p95, beside tantivy"].target is None) == (documents == MILLION)


def test_without_peers_there_are_the_figures_that_need_none() -> None:
    alone = Measured(
        documents=10,
        questions=[],
        built={OURS: Built(1, 1, 1)},
        bytes={OURS: 1},
        answers={},
        firsts={OURS: First(0.1, 0.1)},
    )
    assert list(by_name(alone)) == [
        "indexing, peak memory, one process",
        "first page of a process",
        "imports and first page of a process",
    ]


def test_the_95th_percentile_of_one_time_is_that_time() -> None:
    assert percentiles([answer(4)], cpu=True) == pytest.approx((0.008, 0.008))


def test_the_figures_are_printed_with_floor_goal_and_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = Target(1.5, 0.8)
    print_figures(
        [
            Figure("or", "ms", 0.25, 0.5, 0.5, 0.6, target),
            Figure("memory", "MB", 900, None, 900, None, Target(800, 512)),
            Figure("fuzzy", "ms", 1234, 10, 123.4, 99.96, None),
        ]
    )
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        ["figure", "trouvaille", "peer", "×", "×", "CPU", "floor", "goal", "reached"],
        ["or", "0.25", "0.50", "ms", "0.50", "0.60", "1.50", "0.80", "goal"],
        ["memory", "900", "–", "MB", "–", "–", "800", "512", "missed"],
        ["fuzzy", "1,234", "10.0", "ms", "123", "100.0", "–", "–", "–"],
    ]


def test_every_engine_has_a_row_for_each_kind_that_it_was_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_queries(run())
    rows = [line.split()[:2] for line in capsys.readouterr().out.splitlines()[1:]]
    assert rows == [
        ["or", "trouvaille"],
        ["or", "tantivy"],
        ["or", "whoosh"],
        ["and", "trouvaille"],
        ["and", "tantivy"],
        ["page", "trouvaille"],
        ["page", "tantivy,"],
    ]


def test_an_index_that_was_not_timed_has_its_size_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = run()
    print_indexes(Measured(1000, [], {}, kept.bytes, {}, {}))
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert rows[0] == ["trouvaille", "–", "–", "–", "–", "–", "5,000", "–"]
    assert rows[1][-2:] == ["4,000", "1.25"]


def test_the_parts_of_an_index_are_its_files_by_the_end_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name, text in (("a.pos", "12"), ("below/b.pos", "345"), ("lock", "6")):
        (tmp_path / name).write_text(text)
    assert part_sizes(tmp_path) == {".pos": 5, "lock": 1}


def test_an_index_is_built_by_the_first_engine_that_reads_it() -> None:
    names = [each.name for each in builders([entry(BASE), entry("tantivy, counting")])]
    assert names == [BASE]


def test_a_slow_engine_is_asked_every_fifth_of_the_queries_that_it_can_answer() -> None:
    questions = [Question(kind) for kind in (Kind.PAGE, *[Kind.OR] * 10)]
    assert numbers_for(entry(STOCK), questions) == [1, 6]
    assert numbers_for(entry("bm25s, numpy"), questions) == list(range(1, 11))


def test_every_engine_has_a_name_of_its_own_and_only_ours_shows_all_kinds() -> None:
    assert len({each.name for each in ENGINES}) == len(ENGINES)
    assert [each.name for each in ENGINES if each.kinds == frozenset(Kind)] == [OURS]


def test_memory_is_that_of_a_process_and_nothing_of_one_that_is_gone() -> None:
    assert peak_bytes() > 1_000_000
    assert tree_bytes(2**30) == 0


@pytest.mark.parametrize(("option", "value"), [("--kinds", "or,any"), ("--peers", "lucene")])
def test_what_is_not_known_is_named(option: str, value: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.touch()
    result = CliRunner().invoke(main, ["--corpus", str(corpus), option, value])
    assert result.exit_code == 2
    assert f"{value.removeprefix('or,')} is none of " in result.output


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text(
        '{"id": "a", "title": "Tempête sur le port breton", "date": "2020-03-01",'
        ' "text": "La mer monte vite. Le vieux port ferme. Les pêcheurs attendent à quai."}\n'
    )
    return path


def test_the_command_builds_and_asks_and_asks_what_was_kept_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    options = ["--documents", "100", "--rounds", "1", "--peers", "", "--keep", str(tmp_path / "k")]
    arguments = ["--corpus", str(corpus), *options, "--kinds"]
    all_of_it = CliRunner().invoke(main, [*arguments, "or,page"])
    again = CliRunner().invoke(main, [*arguments, "or", "--queries-only"])
    assert all_of_it.stderr.splitlines() == [
        "make 100 documents",
        "build trouvaille",
        "build trouvaille, two processes",
        "ask trouvaille",
        "first trouvaille",
    ]
    assert "100 documents, 220 queries, 1 rounds" in all_of_it.stdout
    assert "indexing, two processes, wall time, beside one" in all_of_it.stdout
    assert again.stderr.splitlines() == ["ask trouvaille"]
    assert "indexing" not in again.stdout


def test_the_worker_times_every_question(corpus: Path, tmp_path: Path) -> None:
    load(OURS).build(Source(corpus, tmp_path / "none"), tmp_path / "index")
    write_questions(
        tmp_path / "questions.json",
        [
            Question(Kind.OR, ("port", "mer")),
            Question(Kind.AND, ("port", "montagn")),
            Question(Kind.PHRASE, ("vieux", "port")),
            Question(Kind.PAGE, text="le vieux port"),
        ],
    )
    times = ask(OURS, tmp_path / "index", tmp_path / "questions.json", 1)
    assert [each["found"] for each in times] == [1, 0, 1, 1]
    assert all(each["wall"] > 0 for each in times)
