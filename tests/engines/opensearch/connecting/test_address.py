from __future__ import annotations

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.engines.opensearch.connecting.address import Address, parse_address, written
from search.errors import AddressError

HOSTS = st.from_regex(r"([a-z0-9.-]{1,9}|\[[0-9a-f:]{2,9}\]):[1-9][0-9]{0,3}", fullmatch=True)
TEXTS = st.text(min_size=1, max_size=20).filter(str.isprintable)
ADDRESSES = st.builds(
    Address,
    hosts=st.lists(HOSTS, min_size=1, max_size=3).map(tuple),
    name=st.from_regex("[a-z][a-z0-9_.]{0,9}", fullmatch=True),
    user=TEXTS.filter(lambda user: ":" not in user),
    password=st.none() | TEXTS,
    is_tls=st.just(value=True),
    ca=st.none() | TEXTS,
    checks_certificates=st.booleans(),
    timeout=st.floats(0.001, 3600),
    shards=st.none() | st.integers(1, 1024),
    replicas=st.none() | st.integers(0, 20),
)


def test_an_address_says_where_the_index_is_and_who_asks() -> None:
    address = parse_address("opensearch://eve:se%2Fcret@one:9201,two/articles?timeout=2.5", {})
    assert address == Address(
        ("one:9201", "two:9200"), "articles", "eve", "se/cret", is_tls=False, timeout=2.5
    )


def test_tls_is_asked_for_by_the_scheme_and_trusts_whom_it_is_told_to() -> None:
    address = parse_address("opensearchs://[::1]/a?ca=/etc/ca.pem&verify=no", {})
    assert address.is_tls
    assert (address.hosts, address.ca) == (("[::1]:9200",), "/etc/ca.pem")
    assert not address.checks_certificates


def test_what_an_address_leaves_open_is_taken_from_the_environment() -> None:
    environment = {
        "TROUVAILLE_OPENSEARCH_USER": "eve",
        "TROUVAILLE_OPENSEARCH_PASSWORD": "secret",
        "TROUVAILLE_OPENSEARCH_CA": "/ca.pem",
    }
    address = parse_address("opensearchs://host/a", environment)
    assert (address.user, address.password, address.ca) == ("eve", "secret", "/ca.pem")
    typed = parse_address("opensearchs://bob:other@host/a?ca=/b.pem", environment)
    assert (typed.user, typed.password, typed.ca) == ("bob", "other", "/b.pem")
    assert parse_address("opensearchs://bob@host/a", environment).password == "secret"
    assert parse_address("opensearch://host/a", environment).ca is None


def test_no_secret_is_shown() -> None:
    address = parse_address("opensearchs://eve:secret@host/a?verify=no&timeout=5", {})
    assert str(address) == "opensearchs://host:9200/a?verify=no&timeout=5"
    assert "secret" not in repr(address)
    assert pickle.loads(pickle.dumps(address)) == address


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("opensearch:/host/a", "begins with opensearch://"),
        ("http://host/a", "begins with opensearch://"),
        ("opensearch://host", "ends with a name"),
        ("opensearch://host/", "ends with a name"),
        ("opensearch://host/Articles", "ends with a name"),
        ("opensearch://host/a/b", "ends with a name"),
        ("opensearch:///a", "hosts are written"),
        ("opensearch://host:port/a", "hosts are written"),
        ("opensearch://host,/a", "hosts are written"),
        ("opensearch://host:0/a", "port"),
        ("opensearch://host:65536/a", "port"),
        ("opensearch://:secret@host/a", "no user"),
        ("opensearch://e%3Ave:secret@host/a", "colon"),
        ("opensearch://host/a?verify=perhaps", "verify"),
        ("opensearch://host/a?timeout=0", "timeout"),
        ("opensearch://host/a?shards=0", "shards"),
        ("opensearch://host/a?shards=many", "shards"),
        ("opensearch://host/a?replicas=21", "replicas"),
        ("opensearch://host/a?timeout=nan", "timeout"),
        ("opensearch://host/a?timeout=3601", "timeout"),
        ("opensearch://host/a?color=red", "options are"),
        ("opensearch://host/a?ca=/ca.pem", "opensearchs://"),
        ("opensearch://ho\nst/a", "printed"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(AddressError, match=reason) as caught:
        parse_address(text, {})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "opensearch://eve:s3/cr3t@host/articles",
        "opensearch://eve:s3?cr3t@host/articles",
        "opensearch://eve:s3/a?cr3t@host/articles",
        "opensearch://eve:s3cr3t",
        "opensearch://eve:s3cr3t/a",
        "opensearch://host/a?password=s3cr3t",
        "opensearch://:s3cr3t@host/a",
    ],
)
def test_a_secret_in_the_wrong_place_is_not_shown(text: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_address(text, {})
    assert "cr3t" not in str(caught.value)


@given(ADDRESSES)
def test_an_address_is_read_as_it_was_written(address: Address) -> None:
    assert parse_address(written(address), {}) == address


@given(ADDRESSES)
def test_what_is_shown_is_the_same_address_without_user_and_password(address: Address) -> None:
    shown = parse_address(str(address), {})
    assert (shown.user, shown.password) == (None, None)
    assert shown == Address(
        address.hosts,
        address.name,
        is_tls=True,
        ca=address.ca,
        checks_certificates=address.checks_certificates,
        timeout=address.timeout,
        shards=address.shards,
        replicas=address.replicas,
    )


@given(st.text() | st.text(alphabet="opensarch:/@?&=,%[]0123456789.").map("opensearch://".__add__))
@example("opensearch://\ud800/a")
@example("opensearchs://host/a?ca=%ff%00")
@example("opensearch://%ff:%ff@host/a")
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = parse_address(text, {})
    except AddressError:
        return
    assert parse_address(written(address), {}) == address
