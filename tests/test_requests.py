from search.requests import Choice, Facet, Query


def test_a_choice_takes_the_place_of_that_of_its_facet() -> None:
    query = Query("mer").only(Facet.SITE, "a.fr").only(Facet.YEAR, "2025")
    assert query.only(Facet.SITE, "b.fr", "c.fr", "b.fr").choices == (
        Choice(Facet.YEAR, ("2025",)),
        Choice(Facet.SITE, ("b.fr", "c.fr")),
    )
    assert query.only(Facet.SITE).choices == (Choice(Facet.YEAR, ("2025",)),)


def test_what_is_chosen_of_a_facet_is_told() -> None:
    query = Query("mer").only(Facet.SITE, "a.fr", "b.fr")
    assert query.chosen(Facet.SITE) == ("a.fr", "b.fr")
    assert query.chosen(Facet.YEAR) == ()


def test_a_query_is_narrowed_by_anything_beside_its_text() -> None:
    assert not Query("mer").is_narrowed
    assert Query("mer").only(Facet.SITE, "a.fr").is_narrowed
    assert Query("mer", within=("ciel",)).is_narrowed
