from __future__ import annotations

import dataclasses
import datetime

from search.exporting.provenance import asked, note
from search.requests import Choice, Facet, Query, Scope, Sort
from tests.exporting.results import small_result


def test_a_query_of_words_is_only_its_words() -> None:
    assert asked(Query("  la\nmer ")) == "la mer"


def test_all_that_was_asked_beside_the_words_is_said() -> None:
    query = Query(
        "mer",
        sort=Sort.TITLE,
        scope=Scope.REMOVED,
        choices=(Choice(Facet.AUTHOR, ("AFP",)), Choice(Facet.PICTURE, ("no",))),
        last=datetime.date(2025, 10, 26),
        within=("port",),
        is_grouped=False,
        favors_recent=True,
    )
    assert asked(query) == (
        "mer [dans les résultats de : port; auteur : AFP; image : non; "
        "jusqu’au 26 octobre 2025; dans ce qui a été retiré; par titre; "
        "les récents un peu plus haut; avec toutes les reprises]"
    )
    assert asked(dataclasses.replace(query, text="")).startswith("[dans les résultats de")


def test_a_note_names_query_reading_index_and_day() -> None:
    result = dataclasses.replace(small_result(), query=Query("a -b"), reading="a SAUF b")
    ending = "index : 3-1f0c9ab2 ; Trouvaille, 1er mars 2026"
    assert note(result) == f"Requête : a -b ; comprise : a SAUF b ; {ending}"
    assert note(dataclasses.replace(result, reading="")) == f"Requête : a -b ; {ending}"
