from benchmarks.varied_requests import varied
from search.requests import Query, Sort

TEXTS = [Query(f"« convention de Hanoï » climat{number} mer ou terre") for number in range(200)]


def test_the_same_requests_are_varied_in_the_same_way() -> None:
    assert list(varied(TEXTS)) == list(varied(TEXTS))
    assert list(varied(TEXTS)) != list(varied(TEXTS, seed=9))


def test_requests_are_varied_in_every_way_and_most_of_them_in_none() -> None:
    found = list(varied(TEXTS))
    assert {request.sort for request in found} == set(Sort)
    assert any(request.favors_recent for request in found)
    assert any(request.within for request in found)
    assert any(request.first for request in found)
    assert any(request.last for request in found)
    assert any('"~' in request.text for request in found)
    assert sum(request.text in {each.text for each in TEXTS} for request in found) > 100


def test_words_near_each_other_are_those_of_two_requests_without_their_signs() -> None:
    near = [request.text for request in varied(TEXTS) if '"~' in request.text]
    words = {"convention", "de", "mer", "ou", "terre"}
    for text in near:
        assert set(text[1 : text.index('"~')].split()) <= words | {f"climat{n}" for n in range(200)}
