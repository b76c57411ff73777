from __future__ import annotations

from flask.testing import FlaskClient

import search
from web import Settings, create_app
from web.metrics import Metrics


def test_requests_are_counted_by_endpoint_and_status() -> None:
    metrics = Metrics()
    metrics.count_request("pages.results", 200, 0.004)
    metrics.count_request("pages.results", 200, 0.005)
    metrics.count_request("api.find", 503, 3.0)
    metrics.count_search()
    lines = metrics.text(7).splitlines()
    assert 'trouvaille_requests_total{endpoint="pages.results",status="200"} 2' in lines
    assert 'trouvaille_requests_total{endpoint="api.find",status="503"} 1' in lines
    assert "trouvaille_errors_total 1" in lines
    assert "trouvaille_searches_total 1" in lines
    assert "trouvaille_documents 7" in lines


def test_buckets_hold_all_that_took_no_longer() -> None:
    metrics = Metrics()
    for seconds in (0.005, 0.0051, 3.0):
        metrics.count_request("a", 200, seconds)
    lines = metrics.text(0).splitlines()
    assert 'trouvaille_request_seconds_bucket{le="0.0025"} 0' in lines
    assert 'trouvaille_request_seconds_bucket{le="0.005"} 1' in lines
    assert 'trouvaille_request_seconds_bucket{le="0.01"} 2' in lines
    assert 'trouvaille_request_seconds_bucket{le="2.5"} 2' in lines
    assert 'trouvaille_request_seconds_bucket{le="+Inf"} 3' in lines
    assert "trouvaille_request_seconds_sum 3.010100" in lines
    assert "trouvaille_request_seconds_count 3" in lines


def test_every_series_says_what_it_is() -> None:
    metrics = Metrics()
    metrics.count_request("a", 200, 0.1)
    lines = metrics.text(0).splitlines()
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    helped = {line.split()[2] for line in lines if line.startswith("# HELP")}
    assert typed == helped
    assert len(typed) == 5


def test_metrics_are_there_only_if_asked_for(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404


def test_requests_of_an_application_are_counted_once(corpus_index: str) -> None:
    with search.open_index(corpus_index) as searcher:
        client = create_app(searcher, settings=Settings(has_metrics=True)).test_client()
        client.get("/search?q=cyberespace")
        client.get("/api/search?q=cyberespace")
        client.get("/rien")
        client.get("/api/search?page=x")
        answer = client.get("/metrics")
    lines = answer.text.splitlines()
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert 'trouvaille_requests_total{endpoint="pages.results",status="200"} 1' in lines
    assert 'trouvaille_requests_total{endpoint="api.find",status="400"} 1' in lines
    assert 'trouvaille_requests_total{endpoint="none",status="404"} 1' in lines
    assert "trouvaille_searches_total 2" in lines
    assert "trouvaille_request_seconds_count 4" in lines
    assert "trouvaille_documents 5" in lines
    assert "cyberespace" not in answer.text
