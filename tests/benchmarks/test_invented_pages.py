from benchmarks.invented_pages import BARE_PAGES, invented_markup, invented_texts
from search.models import Label


def test_every_line_of_an_invented_page_has_a_label() -> None:
    for page in (*invented_markup(), *invented_texts()):
        assert len(page.lines) == len(page.labels)


def test_all_invented_pages_but_the_bare_ones_have_a_title() -> None:
    bare = [page for page in invented_markup() if Label.TITLE not in page.labels]
    assert len(bare) == BARE_PAGES
    assert all(not label.is_kept for page in bare for label in page.labels)


def test_invented_pages_are_the_same_each_time() -> None:
    assert [page.source for page in invented_markup()] == [
        page.source for page in invented_markup()
    ]
