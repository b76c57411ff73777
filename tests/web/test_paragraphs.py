from __future__ import annotations

import search
from web.paragraphs import laid_out, no_marks

TITLE = search.Block(2, "Le budget", search.Label.TITLE, "titre")
MENU = search.Block(1, "Accueil budget", search.Label.CHROME, "menu")
BODY = search.Block(3, "Un budget, deux budgets", search.Label.BODY, "corps")


def document(*blocks: search.Block, title: str | None = "Le budget") -> search.CleanedDocument:
    return search.CleanedDocument("a", blocks, search.Metadata(title=title))


def marker(text: str) -> tuple[search.Span, ...]:
    starts = [place for place in range(len(text)) if text.startswith("budget", place)]
    return tuple((start, start + 6) for start in starts)


def test_the_title_stands_for_its_block_and_parts_what_is_above_from_what_is_below() -> None:
    laid = laid_out(document(MENU, TITLE, BODY), no_marks, search.Scope.ARTICLE)
    assert [paragraph.block for paragraph in laid.above] == [MENU]
    assert laid.heading.passage.text == "Le budget"
    assert [paragraph.block for paragraph in laid.below] == [BODY]
    assert laid.marks == 0


def test_without_a_title_everything_is_below_the_first_words() -> None:
    laid = laid_out(document(MENU, BODY, title=None), no_marks, search.Scope.ARTICLE)
    assert (laid.above, len(laid.below)) == ((), 2)
    assert laid.heading.passage.text == "Un budget, deux budgets"


def test_marks_are_numbered_in_the_order_of_the_page() -> None:
    laid = laid_out(document(MENU, TITLE, BODY), marker, search.Scope.EVERYTHING)
    firsts = [paragraph.first for paragraph in (*laid.above, laid.heading, *laid.below)]
    assert firsts == [1, 2, 3]
    assert laid.marks == 4


def test_marks_stand_where_the_scope_looks() -> None:
    def marked(scope: search.Scope) -> list[int]:
        laid = laid_out(document(MENU, TITLE, BODY), marker, scope)
        paragraphs = (*laid.above, laid.heading, *laid.below)
        return [len(paragraph.passage.highlights) for paragraph in paragraphs]

    assert marked(search.Scope.ARTICLE) == marked(search.Scope.TITLE) == [0, 1, 2]
    assert marked(search.Scope.REMOVED) == [1, 0, 0]
    assert marked(search.Scope.EVERYTHING) == [1, 1, 2]
