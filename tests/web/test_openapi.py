"""The description of the JSON addresses against what they answer."""

from __future__ import annotations

import importlib.resources
import json
from typing import Any, cast

import jsonschema_rs
import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import search
from web import create_app
from web.arguments import LARGEST_PAGE, MOST_VALUES, MOST_WITHIN, PAGE_SIZE
from web.document_ids import DocumentIdConverter

DESCRIPTION: dict[str, Any] = json.loads(
    importlib.resources.files("web").joinpath("openapi.json").read_text(encoding="utf-8")
)
COMPONENTS = DESCRIPTION["components"]
ARTICLE = "004_5336a5d1cd968246"


def validate(answer: object, schema: str) -> None:
    """Raise ValidationError where an answer is not as described."""
    described = {"$ref": f"#/components/schemas/{schema}", "components": COMPONENTS}
    jsonschema_rs.Draft202012Validator(described, validate_formats=True).validate(answer)


@pytest.mark.parametrize(
    ("address", "schema"),
    [
        ("/api/search", "ResultPage"),
        ("/api/search?q=convention+Hanoï&facets=1&size=100", "ResultPage"),
        ("/api/search?q=zyzomys+-paix&site=rien.fr&first=2020-01-01", "ResultPage"),
        ("/api/search?q=cybercriminalitée", "ResultPage"),
        ("/api/search?year=2025&sort=oldest", "ResultPage"),
        ("/api/facets?q=convention", "FacetCounts"),
        ("/api/facets?q=zyzomys&length=brief", "FacetCounts"),
        (f"/api/documents/{ARTICLE}", "Document"),
        ("/api/suggest?q=convention+de+h", "Suggestions"),
        ("/api/suggest?q=site:t", "Suggestions"),
        ("/api/status", "Status"),
        ("/api/documents/rien", "Problem"),
        ("/api/rien", "Problem"),
        ("/api/search?page=0&sites=a", "Problem"),
    ],
)
def test_answers_are_as_described(client: FlaskClient, address: str, schema: str) -> None:
    validate(client.get(address).get_json(), schema)


def test_a_schema_refuses_what_it_does_not_describe() -> None:
    with pytest.raises(jsonschema_rs.ValidationError):
        validate({"documents": -1, "index_version": "1", "version": None}, "Status")


def test_every_address_is_described(client: FlaskClient) -> None:
    rules = [rule for rule in client.application.url_map.iter_rules() if "api." in rule.endpoint]
    served = {rule.rule.replace("<trouvaille_id:id>", "{id}") for rule in rules}
    assert served == {*DESCRIPTION["paths"], "/api/", "/api/<path:rest>"}


def test_the_description_is_served_with_its_server(client: FlaskClient) -> None:
    served = client.get("/api/openapi.json").get_json()
    assert served == {**DESCRIPTION, "servers": [{"url": "/"}]}


def test_names_are_those_of_the_search() -> None:
    parameters, schemas = COMPONENTS["parameters"], COMPONENTS["schemas"]
    assert parameters["sort"]["schema"]["enum"] == [*search.Sort]
    assert parameters["scope"]["schema"]["enum"] == [*search.Scope]
    assert parameters["length"]["schema"]["items"]["enum"] == [*search.Length]
    assert list(schemas["Facets"]["properties"]) == [*search.Facet]
    kinds = schemas["Suggestions"]["properties"]["suggestions"]["items"]["properties"]["kind"]
    assert kinds["enum"] == [*search.Kind]
    assert schemas["Block"]["properties"]["label"]["enum"] == [*search.Label]


def test_bounds_are_those_of_the_addresses() -> None:
    parameters = COMPONENTS["parameters"]
    assert parameters["size"]["schema"]["maximum"] == LARGEST_PAGE
    assert parameters["size"]["schema"]["default"] == PAGE_SIZE
    assert parameters["within"]["schema"]["maxItems"] == MOST_WITHIN
    for facet in search.Facet:
        assert parameters[facet.value]["schema"]["maxItems"] == MOST_VALUES


@pytest.mark.parametrize("path", ["/api/search", "/api/facets"])
def test_every_described_parameter_is_read(client: FlaskClient, path: str) -> None:
    described = [
        each["$ref"].split("/")[-1] for each in DESCRIPTION["paths"][path]["get"]["parameters"]
    ]
    named = dict.fromkeys(described, "\N{SNOWMAN}")
    errors = client.get(path, query_string=named).get_json()["errors"]
    assert "there is no such parameter" not in [error["detail"] for error in errors]
    assert set(search.Facet) < set(described)


Document = search.CleanedDocument


class EmptySearcher:
    """A searcher that knows one document and finds nothing, so that many requests can be sent."""

    document_count = 1
    index_version = "1-00000000"

    def refresh(self) -> None:
        """Stay as it is."""

    def search(
        self, query: search.Query, page: int = 1, size: int = 10, *, with_facets: bool = False
    ) -> search.ResultPage:
        facets = search.Facets({}) if with_facets else None
        return search.ResultPage(query.text, page, size, 0, 0.1, (), (), facets=facets)

    def document(self, id: str) -> Document:
        if len(id) % 2:
            return Document(id, ())
        raise search.DocumentNotFoundError(id)

    def suggest(self, text: str, limit: int) -> tuple[()]:
        return ()


app = create_app(cast("search.Searcher", EmptySearcher()))
REFUSALS = [400, 404, 405, 414]
"""Statuses of requests that are not as described; 414 where a query is far too long."""

CHECKS = {"negative_data_rejection": {"expected-statuses": REFUSALS}}

api = schemathesis.openapi.from_wsgi(
    "/api/openapi.json", app, config=schemathesis.Config.from_dict({"checks": CHECKS})
)


@api.parametrize()
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])
def test_requests_made_from_the_description_are_answered_as_described(
    case: schemathesis.Case[Any],
) -> None:
    answer = case.call(headers={"Accept-Encoding": "identity"})  # it does not decompress
    # No schema says how page and size go together.
    if "only 10,000 results are shown" in answer.text:
        assert answer.status_code == 400
    else:
        case.validate_response(answer)


@given(st.text(min_size=1))
@settings(max_examples=50, deadline=None)
def test_a_document_of_any_id_is_answered(id: str) -> None:
    path = DocumentIdConverter(app.url_map).to_url(id)
    answer = app.test_client().get(f"/api/documents/{path}")
    assert answer.status_code in {200, 404}
    assert answer.is_json
