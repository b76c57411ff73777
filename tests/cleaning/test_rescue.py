import pytest

from search.cleaning.lines import Line
from search.cleaning.rescue import SHORT_TEXT, rescue, rescue_short
from search.cleaning.states import State
from tests.cleaning.pages import PARAGRAPHS, TITLE

BODY, INNER, TAIL = State.BODY, State.INNER_CHROME, State.TAIL_CHROME


def rescued(*pairs: tuple[str, State]) -> list[State]:
    lines = [Line(number, text) for number, (text, _) in enumerate(pairs, start=1)]
    return rescue(lines, [state for _, state in pairs])


def between(text: str) -> State:
    pairs = ((TITLE, State.TITLE), (PARAGRAPHS[0], BODY), (text, INNER), (PARAGRAPHS[1], BODY))
    return rescued(*pairs)[2]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Photo : J. Martin", State.CAPTION),
        ("Vue du pont. © AFP", State.CAPTION),
        ("Il était âgé de 81 ans.", BODY),
        ("Tout simplement.", INNER),
        ("Temps de lecture : 7 min.", INNER),
        ("Retrouvez le direct de la journée.", INNER),
        ("En vous inscrivant, vous acceptez tout.", INNER),
        ("Abonnez-vous à la lettre du matin.", INNER),
        ("Le pont de la ville", INNER),
    ],
)
def test_credits_and_sentences_amid_the_article_are_its_own(text: str, state: State) -> None:
    assert between(text) is state


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("* Les prénoms ont été modifiés.", BODY),
        ("*Le prénom a été changé", BODY),
        ("Les pneus ont été changés", TAIL),
    ],
)
def test_a_note_on_names_below_the_article_is_its_own(note: str, state: State) -> None:
    assert rescued((TITLE, State.TITLE), (PARAGRAPHS[0], BODY), (note, TAIL))[2] is state


@pytest.mark.parametrize(
    ("marker", "state"), [("Voir plus", BODY), ("Lire aussi", BODY), ("Le pont rouvre", TAIL)]
)
def test_prose_down_to_the_marker_that_ends_the_article_is_its_own(
    marker: str, state: State
) -> None:
    menu = [(f"Rubrique {number}", State.HEAD) for number in range(SHORT_TEXT)]
    pairs = ((TITLE, State.TITLE), (PARAGRAPHS[0], BODY), (PARAGRAPHS[1], TAIL), (marker, TAIL))
    assert rescued(*menu, *pairs)[-2] is state


def test_a_lost_title_is_the_line_above_that_shares_most_words() -> None:
    article = [(paragraph, BODY) for paragraph in PARAGRAPHS]
    head = ((TITLE, State.HEAD), ("La bibliothèque de Rive ouvrira bientôt", State.HEAD))
    assert rescued(*head, *article)[:2] == [State.TITLE, State.HEAD]


def test_a_title_of_few_words_gives_way() -> None:
    article = [(paragraph, BODY) for paragraph in PARAGRAPHS]
    found = rescued((TITLE, State.HEAD), ("Valbourg Info", State.TITLE), *article)
    assert found[:2] == [State.TITLE, State.BYLINE]


def test_a_title_of_few_words_stays_where_none_is_better() -> None:
    article = [(paragraph, BODY) for paragraph in PARAGRAPHS]
    found = rescued(("Sports", State.HEAD), ("Le pont fermé", State.TITLE), *article)
    assert found[:2] == [State.HEAD, State.TITLE]


def test_the_title_alone_is_better_than_behind_its_breadcrumbs() -> None:
    crumbs = (f"Accueil > Monde > {TITLE}", State.TITLE)
    found = rescued(crumbs, (TITLE, State.BYLINE), (PARAGRAPHS[0], BODY))
    assert found == [State.HEAD, State.TITLE, BODY]


@pytest.mark.parametrize(("menu", "is_kept"), [(SHORT_TEXT - 5, True), (SHORT_TEXT - 4, False)])
def test_the_paragraphs_of_a_short_text_are_kept(menu: int, *, is_kept: bool) -> None:
    paragraph = "Le tribunal de Brest a condamné {} à deux ans de prison, mardi, à l'audience."
    texts = [
        *(f"Rubrique {number}" for number in range(menu)),
        paragraph.format("l'armateur du Kerdrel et le capitaine du port"),
        "Lire aussi : Naufrage, ce que dit l'enquête",
        paragraph.format("le second du navire et le mécanicien de la salle"),
        "PUBLICITÉ",
        paragraph.format("la compagnie et le bureau de contrôle de la coque"),
    ]
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    states = [State.HEAD] * menu + [State.BODY] + [State.TAIL_CHROME] * 4
    found = rescue_short(lines, states)
    assert found[-1] is (State.BODY if is_kept else State.TAIL_CHROME)
    assert found[-3] is found[-1]
    assert found[menu - 1] is State.HEAD
    assert found[-2] is found[-4] is State.TAIL_CHROME


def test_teasers_after_the_end_of_a_short_text_stay_removed() -> None:
    texts = [
        "Le tribunal a condamné mardi l'armateur à deux ans de prison avec sursis. " * 5,
        "Les parties civiles ont accueilli le jugement avec soulagement. " * 5,
        "Voir plus",
        "Le Premier ministre a ordonné d'améliorer l'efficacité de l'application des lois du pays.",
    ]
    lines = [Line(number, text.strip()) for number, text in enumerate(texts, 1)]
    states = [State.LEAD, State.BODY, State.TAIL_CHROME, State.TAIL_RELATED]
    assert rescue_short(lines, states) == states


def test_a_credit_below_a_caption_signs_the_picture_only() -> None:
    pairs = [(TITLE, State.TITLE), ("Vue du pont", BODY), ("PHOTO : J. MARTIN", State.BYLINE)]
    assert rescued(*pairs, (PARAGRAPHS[0], BODY))[2] is State.CAPTION
    pairs[2] = ("Par Jeanne Martin", State.BYLINE)
    assert rescued(*pairs, (PARAGRAPHS[0], BODY))[2] is State.BYLINE
