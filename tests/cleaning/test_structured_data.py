import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cleaning.heads import facts, known, script

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Le pont ferme",
    "alternativeHeadline": "Six mois de travaux",
    "author": [{"@type": "Person", "name": "Anne Roy"}, {"@type": "Person", "name": "Luc Petit"}],
    "sourceOrganization": {"@type": "Organization", "name": "AFP"},
    "datePublished": "2022-09-20T08:31:00+02:00",
    "dateModified": "2022-09-20T10:43:00+02:00",
    "articleSection": "Société",
    "keywords": ["pont", "travaux"],
    "inLanguage": "fr-FR",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.exemple.fr/pont"},
    "image": {"@type": "ImageObject", "url": "https://www.exemple.fr/pont.jpg"},
    "isAccessibleForFree": False,
}
SUMMER = datetime.timezone(datetime.timedelta(hours=2))


def test_an_article_in_json_ld_tells_everything() -> None:
    metadata = known(script(json.dumps(ARTICLE)))
    assert metadata.title == "Le pont ferme"
    assert metadata.subtitle == "Six mois de travaux"
    assert metadata.author == "Anne Roy, Luc Petit"
    assert metadata.agency == "AFP"
    assert metadata.published == datetime.date(2022, 9, 20)
    assert metadata.published_at == datetime.datetime(2022, 9, 20, 8, 31, tzinfo=SUMMER)
    assert metadata.modified_at == datetime.datetime(2022, 9, 20, 10, 43, tzinfo=SUMMER)
    assert metadata.section == "Société"
    assert metadata.tags == ("pont", "travaux")
    assert metadata.language == "fr"
    assert metadata.url == "https://www.exemple.fr/pont"
    assert metadata.site == "exemple.fr"
    assert metadata.image == "https://www.exemple.fr/pont.jpg"
    assert metadata.is_truncated


def test_the_article_is_found_in_a_graph_and_its_author_by_reference() -> None:
    graph = [
        {"@type": "WebSite", "name": "Exemple"},
        {"@type": "Article", "headline": "Le pont", "author": {"@id": "#anne"}},
        {"@type": "Person", "@id": "#anne", "name": "Anne Roy"},
    ]
    metadata = known(script(json.dumps({"@graph": graph})))
    assert (metadata.title, metadata.author) == ("Le pont", "Anne Roy")


def test_the_article_is_found_in_a_list_and_among_several_scripts() -> None:
    crumbs = json.dumps({"@type": "BreadcrumbList", "name": "Chemin"})
    metadata = known(script(crumbs, json.dumps([{"@type": "WebSite", "name": "Exemple"}, ARTICLE])))
    assert metadata.title == "Le pont ferme"


def test_the_page_fills_what_the_article_leaves_open() -> None:
    page = {"@type": "WebPage", "name": "Le pont - Exemple", "datePublished": "2022-09-20"}
    article = {"@type": ["NewsArticle"], "headline": "Le pont"}
    metadata = known(script(json.dumps([page, article])))
    assert (metadata.title, metadata.published) == ("Le pont", datetime.date(2022, 9, 20))
    assert metadata.published_at is None


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Article", "headline": "Le pont",}',
        '{"@type": "Article", "headline": "Le pont"};',
        '<!-- {"@type": "Article", "headline": "Le pont"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Le pont"}\n//]]>',
        '{"@type": "Article", "headline": "Le\n pont"}',
        '{"@type": "Article", "headline": "Le pont", "description": "un "mot" de trop"}',
        '{"@type": "Article", "headline": "Le pont", "author": {"name": "A',
    ],
)
def test_broken_json_still_tells_the_title(text: str) -> None:
    assert known(script(text)).title == "Le pont"


def test_entities_tags_and_controls_are_not_part_of_a_title() -> None:
    article = {"@type": "Article", "headline": "L&amp;#039;&eacute;cole <i>du</i>\u202e pont\ud800"}
    assert known(script(json.dumps(article))).title == "L'école du pont\ufffd"


def test_values_of_the_wrong_kind_say_nothing() -> None:
    article = {
        "@type": "Article",
        "headline": None,
        "author": [[], {}, 3],
        "image": {"url": [None]},
    }
    metadata = known(script(json.dumps(article)))
    assert (metadata.title, metadata.image) == (None, None)


def test_a_bomb_of_brackets_says_nothing() -> None:
    assert known(script("[" * 100_000)).title is None


def test_an_endless_graph_is_read_up_to_a_bound() -> None:
    graph: dict[str, object] = {"@type": "Article", "headline": "Le pont"}
    for _ in range(300):
        graph = {"@graph": [graph, {"@type": "Person"}]}
    assert known(script(json.dumps(graph))).title == "Le pont"


def test_the_text_that_a_page_gives_is_read() -> None:
    said = facts(script(json.dumps({"@type": "Article", "articleBody": "Le pont ferme.\n" * 9})))
    assert said.text.startswith("Le pont ferme. Le pont")


@given(st.text(alphabet=st.sampled_from('{}[]":,\\ @typeArticlheadn<!-\x00'), max_size=60))
def test_no_script_raises(text: str) -> None:
    known(script(text.replace("</", "")))
