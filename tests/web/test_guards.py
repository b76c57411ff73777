from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.editable import LINE, OWN, Editable, editable, token
from tests.web.markup import elements, texts
from web import Settings

ADDRESSES = ["/reindex", "/rules/a"]
REFUSED = "Cette demande n’a pas été acceptée"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Editable:
    return editable(tmp_path_factory.mktemp("guarded"))


def refuses(site: Editable, address: str, headers: dict[str, str], **others: object) -> bool:
    """Tell whether a form with the right token is refused, and nothing happens."""
    assert site.mount.editing
    before = site.mount.editing.runs.state
    data = {"token": site.mount.editing.token, "remove": "0"}
    answer = site.client.post(address, data=data, headers=headers, **others)
    assert site.mount.editing.runs.state is before
    assert site.rules == ""
    return answer.status_code == 403 and texts(answer.text, "//h1") == [REFUSED]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:5001"},
        OWN | {"Origin": "https://evil.example"},
        OWN | {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_a_form_of_another_site_is_refused(
    site: Editable, address: str, headers: dict[str, str]
) -> None:
    assert refuses(site, address, headers)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("given", [None, "", "0", "é" * 43])
def test_a_form_without_the_token_is_refused(
    site: Editable, address: str, given: str | None
) -> None:
    data = {} if given is None else {"token": given}
    answer = site.client.post(address, data=data, headers=OWN)
    assert answer.status_code == 403
    assert texts(answer.text, "//h1") == [REFUSED]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("peer", ["192.0.2.7", "10.0.0.2", "2001:db8::1", "::ffff:192.0.2.7", ""])
def test_another_machine_is_refused(site: Editable, address: str, peer: str) -> None:
    assert refuses(site, address, OWN, environ_base={"REMOTE_ADDR": peer})


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", ["Forwarded", "Via", "X-Forwarded-For", "X-Real-IP"])
def test_a_proxy_is_refused(site: Editable, address: str, name: str) -> None:
    assert refuses(site, address, OWN | {name: "127.0.0.1"})


@pytest.mark.parametrize("host", ["archives.example.fr", "192.0.2.1", "localhost.example.fr"])
def test_a_name_that_is_not_of_this_machine_alone_is_refused(tmp_path: Path, host: str) -> None:
    site = editable(tmp_path, Settings(hosts=None, is_editable=True))
    assert refuses(site, "/reindex", OWN | {"Host": host})
    assert site.client.get("/corpus", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["localhost", "localhost:5000", "127.0.0.1:5000", "[::1]:5000"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_by_any_of_its_names(site: Editable, host: str, peer: str) -> None:
    data = {"token": token(site.client.get("/corpus").text)}
    headers = {"Host": host, "Origin": f"http://{host}"}
    answer = site.client.post(
        "/reindex", data=data, headers=headers, environ_base={"REMOTE_ADDR": peer}
    )
    site.wait()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/run")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_changed_by_a_link(site: Editable, address: str) -> None:
    answer = site.client.get(address, headers=OWN)
    assert answer.status_code == 405
    assert texts(answer.text, "//h1") == ["On n’arrive ici que par un bouton"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/run"])
def test_nothing_of_it_is_there_by_default(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address, headers=OWN).status_code == 404
    for page in ("/corpus", "/article/004_5336a5d1cd968246"):
        answer = client.get(page)
        assert not elements(answer.text, "//form[@method='post'] | //button[@form]")
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("page", ["/corpus", "/article/a"])
def test_other_machines_see_no_button_and_no_token(site: Editable, page: str) -> None:
    answer = site.client.get(page, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert not elements(answer.text, "//form[@method='post'] | //button[@form]")
    run = site.client.get("/run", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert run.status_code == 403


def test_browsers_say_of_which_page_a_form_is_but_tell_other_sites_nothing(site: Editable) -> None:
    assert site.client.get("/article/a").headers["Referrer-Policy"] == "same-origin"


def test_no_page_of_another_origin_may_read_or_send_anything(tmp_path: Path) -> None:
    site = editable(tmp_path, Settings(origins=frozenset({"*"}), is_editable=True))
    origin = {"Origin": "https://a.fr", "Access-Control-Request-Method": "POST"}
    for address in ("/corpus", "/run", *ADDRESSES):
        answer = site.client.options(address, headers=origin)
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert refuses(site, "/reindex", {"Origin": "https://a.fr"})


def test_every_process_has_a_token_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, two = editable(tmp_path), editable(tmp_path / "other")
    tokens = {token(each.client.get("/corpus").text) for each in (one, two)}
    assert len(tokens) == 2
    assert all(len(each) >= 43 for each in tokens)
    assert LINE in one.kept()
