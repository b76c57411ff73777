import datetime

import pytest

from tests.cleaning.heads import facts, known, script

PARIS = datetime.timezone(datetime.timedelta(hours=1))


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def og(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_open_graph_tells_title_date_section_tags_image_and_language() -> None:
    metadata = known(
        og("og:title", "Le pont")
        + og("article:published_time", "2024-03-05T08:00:00+0100")
        + og("article:section", "Société")
        + og("article:tag", "pont")
        + og("article:tag", "rive")
        + og("og:image", "https://exemple.fr/a.jpg")
        + og("og:locale", "fr_FR")
        + og("og:url", "https://www.exemple.fr/pont")
    )
    assert metadata.title == "Le pont"
    assert metadata.published_at == datetime.datetime(2024, 3, 5, 8, tzinfo=PARIS)
    assert (metadata.section, metadata.tags) == ("Société", ("pont", "rive"))
    assert (metadata.image, metadata.language) == ("https://exemple.fr/a.jpg", "fr")
    assert metadata.url == "https://www.exemple.fr/pont"


def test_json_ld_outranks_open_graph_and_open_graph_other_meta_elements() -> None:
    json_ld = script('{"@type": "Article", "headline": "A"}')
    head = meta("dc.title", "C") + og("og:title", "B") + og("og:description", "D")
    assert known(json_ld + head).title == "A"
    assert known(head).title == "B"
    assert facts(json_ld + head).titles == ("A", "B", "C")


@pytest.mark.parametrize(
    "name", ["date", "dc.date", "DC.date.issued", "sailthru.date", "parsely-pub-date", "pubdate"]
)
def test_other_meta_elements_tell_the_date(name: str) -> None:
    assert known(meta(name, "2024-03-05 08:00")).published == datetime.date(2024, 3, 5)


def test_a_date_that_cannot_be_read_gives_way_to_the_next() -> None:
    head = og("article:published_time", "hier") + meta("date", "2024-03-05")
    assert known(head).published == datetime.date(2024, 3, 5)


def test_microdata_tells_author_and_date() -> None:
    body = (
        '<article itemscope><h1 itemprop="headline">Le pont</h1>'
        '<span itemprop="author" itemscope><a itemprop="url" href="/anne">Profil</a>'
        '<span itemprop="name">Anne Roy</span></span>'
        '<meta itemprop="datePublished" content="2024-03-05T08:00:00Z">'
        '<time itemprop="dateModified" datetime="2024-03-06T08:00:00Z">hier</time></article>'
    )
    metadata = known(body=body)
    assert (metadata.title, metadata.author) == ("Le pont", "Anne Roy")
    assert metadata.published_at == datetime.datetime(2024, 3, 5, 8, tzinfo=datetime.UTC)
    assert metadata.modified_at == datetime.datetime(2024, 3, 6, 8, tzinfo=datetime.UTC)


def test_the_date_of_a_comment_is_not_that_of_the_article() -> None:
    time = '<time itemprop="datePublished" datetime="2024-01-01">lundi</time>'
    assert known(body=f'<div itemprop="comment"><p>{time}</p></div>').published is None


def test_an_element_of_time_after_the_heading_tells_the_date() -> None:
    body = (
        '<nav><time datetime="2020-01-01">1</time></nav><h1>Le pont</h1>'
        '<p class="updated">Modifié <time datetime="2024-03-07T09:00+01:00">jeudi</time></p>'
        '<p>Publié le <time datetime="2024-03-05T08:00+01:00">mardi</time></p>'
        '<a href="/r"><time datetime="2021-01-01">1</time></a>'
    )
    metadata = known(body=body)
    assert metadata.published_at == datetime.datetime(2024, 3, 5, 8, tzinfo=PARIS)
    assert metadata.modified_at == datetime.datetime(2024, 3, 7, 9, tzinfo=PARIS)


def test_an_element_of_time_without_attribute_is_read_as_french() -> None:
    body = "<h1>Le pont</h1><time>5 mars 2024 à 8h05</time>"
    assert known(body=body).published_at == datetime.datetime(2024, 3, 5, 8, 5)  # noqa: DTZ001


def test_the_canonical_address_is_whole_and_not_the_front_page() -> None:
    head = '<link rel="canonical" href="https://exemple.fr/">' + og("og:url", "/pont")
    assert known(head).url == "https://exemple.fr/"
    assert known(head + og("og:url", "https://exemple.fr/pont#a")).url == "https://exemple.fr/pont"


def test_the_sites_name_is_cut_off_the_title() -> None:
    site = og("og:site_name", "Exemple")
    assert known(f"<title>Le pont - fermé - Exemple</title>{site}").title == "Le pont - fermé"
    assert known(f"<title>Le pont | Exemple | Info</title>{site}").title == "Le pont"
    assert known(f"<title>Le pont - Autre</title>{site}").title == "Le pont - Autre"


@pytest.mark.parametrize("name", ["https://facebook.com/anne", "@anne", "admin", "…"])
def test_an_account_is_no_author(name: str) -> None:
    assert known(og("article:author", name) + meta("author", "Par Anne Roy")).author == "Anne Roy"


def test_keywords_are_parted() -> None:
    assert known(meta("keywords", "pont, rive;pont , eau")).tags == ("pont", "rive", "eau")


def test_the_language_of_the_page_is_the_last_to_be_asked() -> None:
    assert known(html='lang="fr-CA"').language == "fr"
    assert known(og("og:locale", "en_US"), html='lang="fr"').language == "en"
    assert known(html='lang="--"').language is None


def test_a_relative_image_is_found_from_the_page() -> None:
    head = og("og:url", "https://exemple.fr/a/pont") + og("og:image", "../i.jpg")
    assert known(head).image == "https://exemple.fr/i.jpg"


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    assert known() == facts().metadata
    assert facts().titles == ()
