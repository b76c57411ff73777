from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.lines import Line
from search.cleaning.page_lines import page_lines
from search.cleaning.parsing import parse_page


def lines(source: str) -> tuple[Line, ...]:
    tree = parse_page(source)
    return tuple(p.line for p in page_lines(tree)) if tree is not None else ()


def texts(source: str) -> list[str]:
    return [line.text for line in lines(source)]


def test_block_elements_part_lines_and_inline_ones_do_not() -> None:
    assert texts("<p>Le <b>pont</b></p><p>La rive</p>") == ["Le pont", "La rive"]


def test_a_break_ends_a_line() -> None:
    assert texts("<p>Le pont<br>La rive</p>") == ["Le pont", "La rive"]


def test_scripts_styles_and_the_head_are_not_shown() -> None:
    source = "<head><title>x</title></head><body><script>y</script><style>z</style><p>Oui</p>"
    assert texts(source) == ["Oui"]


def test_text_after_a_hidden_element_is_shown() -> None:
    assert texts("<p>Le <script>y</script>pont</p>") == ["Le pont"]


def test_comments_are_not_shown() -> None:
    assert texts("<p>Le <!-- vieux -->pont</p>") == ["Le pont"]


def test_a_line_knows_the_line_of_its_source() -> None:
    assert [line.number for line in lines("<body>\n<p>Le pont</p>\n\n<p>La rive</p>")] == [2, 4]


def test_a_line_is_marked_by_its_element_and_classes() -> None:
    (line,) = lines('<div class="related"><h2 class="title">Le pont</h2></div>')
    assert {"tag h2", "near title", "near related"} <= set(line.marks)
    assert "in related" in line.regions


def test_a_region_reaches_all_lines_within_and_none_after() -> None:
    inside, after = lines("<nav><div><p>Le pont</p></div></nav><p>La rive</p>")
    assert "within nav" in inside.regions
    assert "within nav" not in after.regions


def test_a_line_is_marked_by_the_share_of_it_that_is_linked() -> None:
    linked, mixed, plain = lines(
        "<p><a>Le pont de bois</a></p><p>Le pont <a>de bois</a></p><p>Le pont</p>"
    )
    assert "linked 0.95" in linked.marks
    assert "linked 0.35" in mixed.marks
    assert "linked 0.7" not in mixed.marks
    assert not any(mark.startswith("linked") for mark in plain.marks)


def test_nothing_is_no_page() -> None:
    assert lines("") == ()
    assert lines("<!-- rien -->") == ()


@given(st.text(alphabet=st.sampled_from("<>/=pa div\"'!-&;#\x00\ud800\n"), max_size=80))
def test_no_source_raises(source: str) -> None:
    assert all(line.text for line in lines(source))
