from collections.abc import Iterator, Sequence

from search.analysis import FrenchAnalyzer
from search.query import (
    All,
    Any,
    Column,
    Either,
    Inside,
    Like,
    Not,
    Origin,
    ParsedQuery,
    Phrase,
    Way,
    Word,
    Zone,
    parse,
)
from search.query.alternatives import Alternative
from search.query.expanding import MAX_WAYS, expand

ANALYZER = FrenchAnalyzer()


def word(text: str) -> Word:
    [found] = parse(text, ANALYZER).words
    return found


def way(text: str) -> Way:
    words = parse(text, ANALYZER).words
    return Way(words[0] if len(words) == 1 else Phrase(words), 0.5, Origin.SYNONYM)


def nations(words: Sequence[Word]) -> Iterator[Alternative]:
    """Know that the ONU is the United Nations."""
    terms = [each.exact for each in words]
    for place, term in enumerate(terms):
        if term == "onu":
            yield Alternative(place, place + 1, way("Nations unies"))
        if terms[place : place + 2] == ["nations", "unies"]:
            yield Alternative(place, place + 2, way("ONU"))


def expanded(text: str) -> ParsedQuery:
    return expand(parse(text, ANALYZER), [nations])


def typed(text: str) -> Way:
    return Way(word(text), 1.0, Origin.TYPED)


def test_a_query_of_which_nothing_is_known_stays_itself() -> None:
    query = parse("la mer « de Chine » -port", ANALYZER)
    assert expand(query, [nations]) is query


def test_a_word_takes_its_other_ways_along() -> None:
    either = Either((typed("ONU"), way("Nations unies")))
    query = expanded("l'ONU demain")
    assert query.terms == (either, word("demain"))
    assert query.clause == Any((either, word("demain")))
    assert query.words == parse("l'ONU demain", ANALYZER).words


def test_several_words_stay_and_their_ways_stand_behind_them() -> None:
    query = expanded("les Nations unies demain")
    behind = Either((way("ONU"),))
    words = [word(each) for each in ("les", "Nations", "unies")]
    assert query.terms == (*words, behind, word("demain"))
    assert query.clause == Any((words[1], words[2], word("demain"), behind))


def test_a_phrase_is_also_looked_for_with_other_words_in_it() -> None:
    query = expanded("« siège de l'ONU »")
    phrases = [Phrase(parse(each, ANALYZER).words) for each in ("siège ONU", "siège Nations unies")]
    [either] = query.terms
    assert query.clause == either
    assert isinstance(either, Either)
    siege, of, *_ = parse("siège de l'ONU", ANALYZER).words
    assert either.clauses[0] == Phrase((siege, of, word("ONU")))
    assert either.clauses[1] == Phrase((siege, of, *phrases[1].words[1:]))


def test_what_is_left_out_is_left_out_as_it_was_typed() -> None:
    query = expanded("mer -ONU")
    assert query.clause == All((Any((word("mer"),)), Not(Phrase((word("ONU"),)))))


def test_a_way_counts_once_and_there_are_not_too_many() -> None:
    def many(words: Sequence[Word]) -> Iterator[Alternative]:
        for number in [0, *range(2 * MAX_WAYS)]:
            yield Alternative(0, 1, way(f"nom{number}"))

    [either] = expand(parse("mer", ANALYZER), [many, many]).terms
    assert isinstance(either, Either)
    assert [each.text for each in either.clauses if isinstance(each, Word)] == [
        "mer",
        *(f"nom{number}" for number in range(MAX_WAYS)),
    ]


def test_stop_words_by_themselves_stay_as_they_are() -> None:
    query = parse("les", ANALYZER)
    assert expand(query, [lambda words: [Alternative(0, 1, way("mer"))]]) is query


def onu(text: str) -> Either:
    """Return a way for several words, behind them."""
    return Either((way(text),))


def test_required_words_may_stand_as_what_they_are_called_together() -> None:
    query = expanded("nations unies ET climat")
    nations_, unies, climat = map(word, ("nations", "unies", "climat"))
    assert query.terms == (nations_, unies, onu("ONU"), climat)
    assert query.clause == All((Any((All((nations_, unies)), onu("ONU"))), climat))


def test_words_around_what_has_another_name_stay_required() -> None:
    query = expanded("siège des nations unies demain ET climat")
    siege, nations_, unies, demain, climat = map(
        word, ("siège", "nations", "unies", "demain", "climat")
    )
    named = Any((All((nations_, unies)), onu("ONU")))
    assert query.clause == All((All((siege, named, demain)), climat))


def test_names_that_overlap_leave_the_words_around_them_required() -> None:
    def pairs(words: Sequence[Word]) -> Iterator[Alternative]:
        for place in range(len(words) - 1):
            yield Alternative(place, place + 2, way(f"nom{place}"))

    query = expand(parse("mer ciel terre ET feu", ANALYZER), [pairs])
    mer, ciel, terre, feu = map(word, ("mer", "ciel", "terre", "feu"))
    choices = (All((mer, ciel, terre)), All((onu("nom0"), terre)), All((mer, onu("nom1"))))
    assert query.clause == All((Any(choices), feu))


def test_runs_of_words_do_not_reach_over_an_operator() -> None:
    query = parse("nations ET unies", ANALYZER)
    assert expand(query, [nations]) is query


def test_a_word_of_an_operand_takes_its_other_ways_along() -> None:
    either = Either((typed("ONU"), way("Nations unies")))
    assert expanded("ONU OU climat").clause == Any((either, word("climat")))
    assert expanded("titre:ONU mer").clause == All(
        (Any((word("mer"),)), Inside(Zone.TITLE, either))
    )


def test_what_is_left_out_exact_near_or_a_pattern_has_no_other_ways() -> None:
    for text in ("climat SAUF (ONU OU mer)", "exact:ONU", "ONU PRES/5 climat", "onu* OU climat"):
        query = parse(text, ANALYZER)
        assert expand(query, [nations]) is query


def test_other_ways_of_loose_words_stand_behind_them_and_not_among_filters() -> None:
    query = expanded("nations unies source:AFP")
    words = Any((word("nations"), word("unies"), onu("ONU")))
    source = Any((Like(Column.AGENCY, "AFP"), Like(Column.SITE, "AFP")))
    assert query.clause == All((words, source))


def test_a_phrase_beside_an_operator_is_also_looked_for_with_other_words_in_it() -> None:
    query = expanded("« siège de l’ONU » OU climat")
    assert isinstance(query.clause, Any)
    either, climat = query.clause.clauses
    assert isinstance(either, Either)
    assert len(either.ways) == 2
    assert climat == word("climat")
