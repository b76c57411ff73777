from __future__ import annotations

from typing import Any

import flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from web.mounting import address_with

VALUES = st.none() | st.text() | st.integers() | st.lists(st.text(), max_size=3)
SETTINGS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@given(st.dictionaries(st.sampled_from(["q", "site", "page", "within", "é"]), VALUES))
@SETTINGS
def test_addresses_are_those_that_flask_makes(
    client: FlaskClient, parameters: dict[str, Any]
) -> None:
    with client.application.test_request_context("/search"):
        expected = flask.url_for("trouvaille.pages.results", **parameters)
        assert address_with("pages.results", parameters) == expected


def test_what_goes_from_page_to_page_stands_behind_the_parameters(client: FlaskClient) -> None:
    with client.application.test_request_context("/search?lang=en"):
        for text in ("a", "b"):
            expected = flask.url_for("trouvaille.pages.results", q=text)
            assert address_with("pages.results", {"q": text}) == expected
            assert expected == f"/search?q={text}&lang=en"
        assert address_with("pages.results", {}) == "/search?lang=en"
