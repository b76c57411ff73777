import pytest

from search.cleaning import clean
from search.cleaning.parsing import parse_page
from search.models import Format, RawDocument
from tests.cleaning.pages import PARAGRAPHS

ARTICLE = f"<h1>Le pont rouvre</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"


def texts(page: str) -> list[str]:
    document = clean(RawDocument("a", page, Format.HTML, "a", ""))
    return [block.text for block in document.kept]


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><title>Le pont</title><article>{}</article>",
        "<!doctype html><html><meta charset=utf-8><title>Le pont</title><main>{}</main></html>",
        "<!doctype html><html><head><title>Le pont</title><section>{}</section>",
        "<title>Le pont</title><header><nav><a>Accueil</a></nav></header><article>{}</article>",
        "<title>Le pont</title><style>p {{}}</style><x-page>{}</x-page><footer>Plan</footer>",
    ],
)
def test_an_article_is_read_where_no_body_is_opened(page: str) -> None:
    assert texts(page.format(ARTICLE)) == ["Le pont rouvre", *PARAGRAPHS[:2]]


def test_what_stood_in_the_head_comes_before_the_body() -> None:
    tree = parse_page("<head><title>M</title><header>Un</header></head><body>Deux<p>Trois</p>")
    assert tree is not None
    assert "".join(tree.find("body").itertext()) == "UnDeuxTrois"
    assert [element.tag for element in tree.find("head")] == ["title"]


def test_what_a_head_holds_stays_there() -> None:
    elements = "<title>M</title><base href=a><meta name=a><link href=a><style>a</style>"
    tree = parse_page(f"<head>{elements}<script>a</script></head><body><p>Un</p></body>")
    assert tree is not None
    assert [element.tag for element in tree.find("body")] == ["p"]
