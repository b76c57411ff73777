from __future__ import annotations

from pathlib import Path

import pytest

import search
from search.engines.addresses import is_address
from search.engines.opening import environment_of, open_reader, shown, with_access
from search.errors import AddressError, ReadError
from tests.engines.opensearch.answering import Reply, answering

SECRET = "opensearchs://eve:s3cret@host/presse?timeout=5"
SHOWN = "opensearchs://host:9200/presse?timeout=5"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "CA"):
        monkeypatch.delenv(f"TROUVAILLE_OPENSEARCH_{name}", raising=False)


@pytest.mark.parametrize(
    "index", ["opensearch://host/a", "OpenSearchs://host/a", Path("opensearch://host/a")]
)
def test_an_address_is_told_by_its_beginning(index: str | Path) -> None:
    assert is_address(index)


@pytest.mark.parametrize(
    "index",
    [
        "http://host:9200/a",
        "https://eve:s3cret@host/a",
        "opensearh://host/a",
        Path("http://host/a"),
    ],
)
def test_a_url_of_another_kind_is_an_address_with_a_fault_and_never_a_folder(
    index: str | Path,
) -> None:
    assert is_address(index)
    with pytest.raises(AddressError, match="begins with opensearch://") as caught:
        shown(str(index))
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "index",
    ["index/", "opensearch", "opensearch/", "./opensearch://a", "C:/index", "host:9200/a", ""],
)
def test_everything_else_is_a_folder(index: str) -> None:
    assert not is_address(index)
    assert shown(index) == index
    assert environment_of(index) == {}


def test_a_folder_is_read_by_the_embedded_engine(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le port de Brest.")
    search.build_index(tmp_path / "a.txt", tmp_path / "index")
    reader = open_reader(str(tmp_path / "index"))
    assert reader.document_count == 1
    reader.close()


def test_an_address_is_shown_without_secrets_which_go_by_the_environment() -> None:
    assert shown(SECRET) == SHOWN
    assert environment_of(SECRET) == {
        "TROUVAILLE_OPENSEARCH_USER": "eve",
        "TROUVAILLE_OPENSEARCH_PASSWORD": "s3cret",
    }
    assert environment_of(SHOWN) == {}


def test_another_process_opens_the_same_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment_of(SECRET).items():
        monkeypatch.setenv(name, value)
    assert with_access(SHOWN) == with_access(SECRET)


def test_options_outrank_the_address_and_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "password").write_text("n3w: été\r\nanother line\n", encoding="utf-8")
    monkeypatch.setenv("TROUVAILLE_OPENSEARCH_USER", "env")
    monkeypatch.setenv("TROUVAILLE_OPENSEARCH_PASSWORD", "env")
    found = with_access(SECRET, user="bob", password_file=tmp_path / "password", ca="/ca.pem")
    assert found == (
        "opensearchs://bob:n3w%3A%20%C3%A9t%C3%A9@host:9200/presse?ca=/ca.pem&timeout=5"
    )


def test_a_password_of_the_environment_serves_a_user_of_an_option(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TROUVAILLE_OPENSEARCH_PASSWORD", "s3cret")
    assert with_access("opensearch://host/a", user="eve") == "opensearch://eve:s3cret@host:9200/a"


def test_a_password_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"missing: the password cannot be read \(No such file"):
        with_access(SECRET, password_file=tmp_path / "missing")
    (tmp_path / "bytes").write_bytes(b"\xff")
    with pytest.raises(ReadError, match="not a text in UTF-8"):
        with_access(SECRET, password_file=tmp_path / "bytes")


def test_certificates_are_for_tls_alone() -> None:
    with pytest.raises(AddressError, match="opensearchs://"):
        with_access("opensearch://host/a", ca="/ca.pem")
    with pytest.raises(AddressError, match="begins with"):
        with_access("index/", user="eve")


def test_an_index_that_a_server_has_not_is_missing() -> None:
    with answering(Reply({}, 404)) as server:
        address = f"opensearch://eve:s3cret@{server.host}/presse"
        with pytest.raises(search.IndexNotFoundError) as caught:
            search.open_index(address)
    assert caught.value.path == f"opensearch://{server.host}/presse"
    assert "s3cret" not in str(caught.value)


def test_a_password_without_a_user_is_refused(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3cret\n")
    with pytest.raises(AddressError, match="none is named"):
        with_access("opensearch://host/a", password_file=tmp_path / "password")
