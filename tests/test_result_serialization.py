import datetime

from search.facets import Facets, FacetValue
from search.models import Block, CleanedDocument, Hit, Label, Metadata, Passage, ResultPage, Snippet
from search.requests import Facet
from search.result_serialization import page_to_json


def test_a_result_page_has_the_shape_that_programs_rely_on() -> None:
    document = CleanedDocument(
        "a",
        (Block(1, "La mer", Label.BODY, "corps"),),
        Metadata(
            url="https://exemple.fr/a", site="exemple.fr", published=datetime.date(2025, 10, 26)
        ),
        group="a",
    )
    hit = Hit(1, 2.5, document, Passage("La mer"), Snippet((Passage("La mer", ((3, 6),)),)), 3)
    facets = Facets({Facet.SITE: (FacetValue("exemple.fr", 1),), Facet.YEAR: ()}, {Facet.SITE: 2})
    page = ResultPage("mer", 1, 10, 1, 1.23456, ("attention",), (hit,), distinct=1, facets=facets)
    assert page_to_json(page) == {
        "query": "mer",
        "total": 1,
        "distinct": 1,
        "page": 1,
        "pages": 1,
        "took_ms": 1.235,
        "warnings": ["attention"],
        "suggestion": None,
        "reading": None,
        "advice": None,
        "facets": {
            "site": {
                "values": [{"value": "exemple.fr", "count": 1, "is_chosen": False}],
                "others": 2,
                "missing": 0,
            }
        },
        "hits": [
            {
                "rank": 1,
                "id": "a",
                "score": 2.5,
                "title": "La mer",
                "url": "https://exemple.fr/a",
                "site": "exemple.fr",
                "published": "2025-10-26",
                "group": "a",
                "reprints": 3,
                "snippet": {"text": "La mer", "highlights": [[3, 6]]},
            }
        ],
    }
