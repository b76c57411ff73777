from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from web.hosts import is_answered
from web.settings import LOOPBACK, Settings


@pytest.mark.parametrize(
    "header",
    ["localhost", "LOCALHOST:5000", "127.0.0.1:5000", "127.0.0.1", "[::1]:5000", "[::1]"],
)
def test_this_machine_is_answered(header: str) -> None:
    assert is_answered(header, Settings())


@pytest.mark.parametrize(
    "header",
    [
        *("", "evil.example", "evil.example:5000", "192.0.2.1", "[::2]:5000", "localhost.evil.fr"),
        *(
            "localhost@evil.fr",
            "localhost:80:80",
            "::1",
            "[localhost]",
            "localhost evil.fr",
            ":5000",
        ),
    ],
)
def test_other_names_are_not(header: str) -> None:
    assert not is_answered(header, Settings())


def test_a_name_that_was_allowed_is_answered() -> None:
    settings = Settings(hosts=LOOPBACK | {"archives.example.fr"})
    assert is_answered("archives.example.fr:8080", settings)
    assert is_answered("archives.example.fr.", settings)
    assert not is_answered("example.fr", settings)


def test_addresses_are_answered_where_all_of_this_machine_are_served() -> None:
    settings = Settings(allows_addresses=True)
    assert is_answered("192.168.1.20:5000", settings)
    assert is_answered("[2001:db8::1]:5000", settings)
    assert not is_answered("evil.example:5000", settings)


def test_a_server_in_front_may_check_the_names() -> None:
    assert is_answered("evil.example", Settings(hosts=None))


@pytest.mark.parametrize(
    "address",
    ["/", "/search?q=paix", "/api/search?q=paix", "/healthz", "/rien", "/static/any/style.css"],
)
def test_a_page_of_a_stranger_reads_nothing(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "cyber" not in answer.text
