import contextlib

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.selectors import advance, parse_selector

PAGE = lxml.html.document_fromstring(
    '<div id="side" class="promo big"><p>un</p><a rel="nofollow" href="/x">deux</a>'
    '<ul class="menu"><li class="promo">trois</li></ul></div><p class="Promo">quatre</p>'
)


def selected(text: str) -> list[str]:
    """Return the tags of the elements that a selector selects, found in the slow, plain way."""
    selector = parse_selector(text)
    found = []
    for element in PAGE.iter():
        matched = 0
        for ancestor in reversed(list(element.iterancestors())):
            matched = min(advance(selector, matched, ancestor), len(selector) - 1)
        if advance(selector, matched, element) == len(selector):
            found.append(str(element.tag))
    return found


@pytest.mark.parametrize(
    ("selector", "tags"),
    [
        ("li", ["li"]),
        ("LI", ["li"]),
        (".promo", ["div", "li"]),
        (".Promo", ["p"]),
        ("#side", ["div"]),
        ("div.promo", ["div"]),
        ("div#side", ["div"]),
        (".promo.big", ["div"]),
        ("[href]", ["a"]),
        ("a[rel=nofollow]", ["a"]),
        ("a[rel='nofollow']", ["a"]),
        ('[href="/x"]', ["a"]),
        ("[rel=follow]", []),
        ("div p", ["p"]),
        (".promo .promo", ["li"]),
        ("#side ul li", ["li"]),
        ("ul div", []),
        ("li li", []),
    ],
)
def test_a_selector_selects(selector: str, tags: list[str]) -> None:
    assert selected(selector) == tags


@pytest.mark.parametrize(
    "selector", ["", "  ", "a > b", "a, b", "*", "li:first-child", ".", "#", "a[", "[]", "a + b"]
)
def test_what_is_not_supported_is_an_error(selector: str) -> None:
    with pytest.raises(ValueError, match="selector"):
        parse_selector(selector)


@given(st.text(alphabet="ab .#[]='\"-:>*", max_size=20))
def test_any_text_is_a_selector_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert len(parse_selector(text)) >= 1
