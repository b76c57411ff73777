import datetime
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.addresses import date_in, find_url, site_of


def test_an_address_ends_before_the_punctuation_of_its_sentence() -> None:
    assert find_url("(voir https://exemple.fr/pont.htm).") == "https://exemple.fr/pont.htm"


def test_an_address_without_scheme_gets_one() -> None:
    assert find_url("www.exemple.fr/pont") == "https://www.exemple.fr/pont"


def test_a_text_without_address_has_none() -> None:
    assert find_url("Source : mairie") is None


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.exemple.fr/pont", "exemple.fr"),
        ("https://INFO.exemple.fr:8080", "info.exemple.fr"),
        ("https:///pont", None),
        ("https://[pont", None),
    ],
)
def test_the_site_is_the_host_without_www(url: str, site: str | None) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    "path",
    [
        "pont-20251026144926876.htm",
        "pont-20251026.htm",
        "pont-185251026113319529.htm",
        "2025/10/26/pont",
        "2025-10-26-pont",
        "pont-26-10-2025-1911930.php",
        "4061045-20251026-pont",
    ],
)
def test_the_digits_of_an_address_tell_the_day(path: str) -> None:
    assert date_in(f"https://exemple.fr/{path}") == datetime.date(2025, 10, 26)


@pytest.mark.parametrize(
    "path",
    [
        "pont-2025",
        "pont-20251326.htm",
        "pont-202510261.htm",
        "pont-20251026996099876.htm",
        "pont-185251026993319529.htm",
        "pont-18525102611331952.htm",
        "pont-19891026.htm",
        "",
    ],
)
def test_other_digits_tell_nothing(path: str) -> None:
    assert date_in(f"https://exemple.fr/{path}") is None


@given(
    st.lists(
        st.sampled_from(
            ["http", "https", "://", "www.", "exemple.fr", "É", ":80", "/", "a@", "[", "]"]
        )
        | st.sampled_from(["?", "#", "\\", "\n", " "]),
        max_size=8,
    ).map("".join)
)
def test_the_site_is_what_the_standard_library_takes_for_the_host(url: str) -> None:
    try:
        host = urllib.parse.urlsplit(url).hostname
    except ValueError:
        host = None
    assert site_of(url) == (host.removeprefix("www.") or None if host else None)


def test_the_host_tells_no_day() -> None:
    assert date_in("https://20251026.exemple.fr/pont") is None


@given(st.text())
def test_no_address_raises(url: str) -> None:
    site_of(url)
    date_in(url)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://WWW.Exemple.FR:8080/", "exemple.fr"),
        ("https://wwww.exemple.fr", "wwww.exemple.fr"),
        ("https://anne:secret@exemple.fr/", "exemple.fr"),
        ("exemple", None),
        ("http://[broken", None),
        ("https:///a", None),
    ],
)
def test_the_site_is_the_host_of_the_address(url: str, site: str | None) -> None:
    assert site_of(url) == site
