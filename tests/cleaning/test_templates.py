import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.reasons import Reason
from search.cleaning.templates import Corpus, SiteCounts, apply_verdict, count_sites
from search.cleaning.traces import line_key, trace_of
from search.models import Block, CleanedDocument, Cleaning, Label, Metadata

SLOGAN = "Toute l'actualité en continu"
PARAGRAPH = (
    "La convention, signée à Hanoï en octobre, est le premier traité de justice pénale des Nations "
    "unies depuis plus de vingt ans, et elle doit être ratifiée par quarante pays avant d'entrer "
    "en vigueur dans chacun d'eux."
)


def document(
    id: str, *lines: str, site: str | None = "exemple.fr", title: str | None = None
) -> CleanedDocument:
    own = f"Le texte du document {id} parle de {id} et de rien d'autre que de {id}."
    blocks = [Block(n, line, Label.BODY, "corps") for n, line in enumerate((own, *lines), 1)]
    return CleanedDocument(id, tuple(blocks), Metadata(title=title, site=site))


def settle(
    *documents: CleanedDocument, cleaning: Cleaning = Cleaning.AUTO
) -> dict[str, CleanedDocument]:
    corpus = Corpus({each.id: trace_of(each) for each in documents}, cleaning)
    return {each.id: apply_verdict(each, corpus.verdict(each.id)) for each in documents}


def label_of(document: CleanedDocument, text: str) -> Label:
    return next(block.label for block in document.blocks if block.text == text)


@pytest.mark.parametrize(
    ("site", "count", "label"),
    [
        ("exemple.fr", 1, Label.BODY),
        ("exemple.fr", 2, Label.CHROME),
        (None, 4, Label.BODY),
        (None, 5, Label.CHROME),
    ],
)
def test_a_line_that_repeats_over_a_site_is_the_site_s(
    site: str | None, count: int, label: Label
) -> None:
    settled = settle(*(document(str(n), SLOGAN, site=site) for n in range(count)))
    assert label_of(settled["0"], SLOGAN) is label
    assert settled["0"].blocks[0].label is Label.BODY


def test_lines_of_other_sites_do_not_count() -> None:
    settled = settle(document("a", SLOGAN), document("b", SLOGAN, site="autre.fr"))
    assert label_of(settled["a"], SLOGAN) is Label.BODY


def test_the_reason_names_the_repetition() -> None:
    settled = settle(document("a", SLOGAN), document("b", SLOGAN))
    assert settled["a"].removed[0].reason == Reason.ON_OTHER_PAGES


@pytest.mark.parametrize(
    ("holding", "others", "label"),
    [(3, 0, Label.BODY), (4, 0, Label.CHROME), (4, 4, Label.CHROME), (4, 5, Label.BODY)],
)
def test_a_paragraph_must_repeat_over_much_of_a_site(
    holding: int, others: int, label: Label
) -> None:
    settled = settle(
        *(document(f"h{n}", PARAGRAPH) for n in range(holding)),
        *(document(f"o{n}") for n in range(others)),
    )
    assert label_of(settled["h0"], PARAGRAPH) is label


def amid(id: str, *lines: str) -> CleanedDocument:
    first, last = (
        f"Le texte {id} a {part} au jour {id}, vu de {id} lieues, et rien d'autre que {id} mots."
        for part in ("un début", "une fin")
    )
    blocks = [Block(n, line, Label.BODY, "corps") for n, line in enumerate((first, *lines, last))]
    return CleanedDocument(id, tuple(blocks), Metadata(site="exemple.fr"))


def test_a_paragraph_amid_articles_stays_however_many_share_it() -> None:
    background = "Pour rappel, le procès s'est ouvert lundi à Valbourg."
    settled = settle(*(amid(str(n), PARAGRAPH, background) for n in range(8)))
    assert all(not document.removed for document in settled.values())


@pytest.mark.parametrize(
    "lines", [(SLOGAN, PARAGRAPH), (PARAGRAPH, SLOGAN), ("Un avis, un commentaire ?",)]
)
def test_what_stands_amid_articles_with_a_line_of_the_site_is_the_site_s(
    lines: tuple[str, ...],
) -> None:
    settled = settle(*(amid(str(n), *lines) for n in range(8)))
    assert [block.text for block in settled["0"].removed] == list(lines)


def test_a_document_of_which_all_text_is_shared_keeps_it() -> None:
    short = CleanedDocument(
        "short",
        (
            Block(1, "Le pont", Label.TITLE, "titre"),
            Block(2, SLOGAN, Label.BODY, "corps"),
            Block(3, PARAGRAPH, Label.BODY, "corps"),
        ),
        Metadata(title="Le pont", site="exemple.fr"),
    )
    settled = settle(short, *(document(str(n), SLOGAN, PARAGRAPH) for n in range(5)))
    assert not settled["short"].removed
    assert [block.text for block in settled["0"].removed] == [SLOGAN, PARAGRAPH]


def test_the_title_of_another_document_is_a_teaser() -> None:
    title = "Le pont de Valbourg rouvre demain"
    settled = settle(document("a", title), document("b", title=title))
    assert label_of(settled["a"], title) is Label.RELATED
    assert settled["a"].removed[0].reason == Reason.OTHER_TITLE


def test_a_document_s_own_title_is_no_teaser() -> None:
    title = "Le pont de Valbourg rouvre demain"
    settled = settle(document("a", title, title=title), document("b", title=title))
    assert label_of(settled["a"], title) is Label.BODY


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Étaler la pâte dans un moule.", Label.BODY),
        ("Étaler la pâte.", Label.BODY),
        ("Abonnez-vous, vous soutiendrez la presse.", Label.CHROME),
        ("Les plus lus de la semaine", Label.CHROME),
    ],
)
def test_a_sentence_that_two_articles_share_is_theirs_unless_it_speaks_to_the_reader(
    sentence: str, label: Label
) -> None:
    settled = settle(document("a", sentence), document("b", sentence))
    assert label_of(settled["a"], sentence) is label


def story(id: str, *lines: str, published: int | None = None, words: int = 200) -> CleanedDocument:
    text = " ".join(f"mot{number} et suite{number * 7 % 13}" for number in range(words)) + "."
    date = datetime.date(2025, 1, published) if published else None
    blocks = [Block(n, line, Label.BODY, "corps") for n, line in enumerate((text, *lines), 1)]
    return CleanedDocument(id, tuple(blocks), Metadata(site="exemple.fr", published=date))


def test_copies_count_once() -> None:
    copies = [story("a", SLOGAN), story("b", SLOGAN)]
    assert label_of(settle(*copies)["a"], SLOGAN) is Label.BODY
    assert label_of(settle(*copies, document("c", SLOGAN))["a"], SLOGAN) is Label.CHROME


def test_copies_too_short_for_a_signature_count_once() -> None:
    notes = [
        CleanedDocument(id, (Block(1, SLOGAN, Label.BODY, "corps"),), Metadata(site="exemple.fr"))
        for id in "abc"
    ]
    assert all(document.kept for document in settle(*notes).values())


@pytest.mark.parametrize(
    ("stories", "representative"),
    [
        ([story("a", words=180), story("b", words=200)], "b"),
        ([story("a", published=2), story("b", published=1)], "b"),
        ([story("a"), story("b", published=1)], "b"),
        ([story("b"), story("a")], "a"),
    ],
)
def test_a_group_is_named_after_its_most_complete_then_earliest_document(
    stories: list[CleanedDocument], representative: str
) -> None:
    settled = settle(*stories, document("other"))
    assert {settled["a"].group, settled["b"].group} == {representative}
    assert settled["other"].group is None


def test_with_cleaning_off_reprints_are_grouped_and_nothing_is_removed() -> None:
    settled = settle(story("a", SLOGAN), story("b"), document("c", SLOGAN), cleaning=Cleaning.OFF)
    assert label_of(settled["a"], SLOGAN) is Label.BODY
    assert settled["a"].group == "a"


documents = st.lists(
    st.lists(st.sampled_from([SLOGAN, PARAGRAPH, "Lire aussi", "Le port"]), max_size=4), max_size=5
).map(lambda pages: [document(str(n), *lines) for n, lines in enumerate(pages)])


@given(documents, st.randoms())
@settings(deadline=None)
def test_verdicts_do_not_depend_on_the_order_of_documents(
    documents: list[CleanedDocument], chance: object
) -> None:
    assert settle(*documents) == settle(*reversed(documents))


@given(documents, st.integers(0, 5))
@settings(deadline=None)
def test_counts_of_parts_merge_into_those_of_the_whole(
    documents: list[CleanedDocument], cut: int
) -> None:
    traces = {each.id: trace_of(each) for each in documents}
    parts = [dict(list(traces.items())[:cut]), dict(list(traces.items())[cut:])]
    merged = SiteCounts()
    for part in parts:
        for counts in count_sites(part, {}).values():
            merged.merge(counts)
    assert merged == count_sites(traces, {}).get("exemple.fr", SiteCounts())


def test_keys_of_lines_that_stay_are_not_in_a_verdict() -> None:
    removed = Block(2, SLOGAN, Label.CHROME, "menu")
    first = document("a")
    first = CleanedDocument("a", (*first.blocks, removed), first.metadata)
    verdict = Corpus({"a": trace_of(first), "b": trace_of(document("b", SLOGAN))}).verdict("a")
    assert line_key(SLOGAN) not in verdict.chrome
