"""What an article is made of beside paragraphs is kept."""

import pytest

from search.cleaning import clean
from search.models import Format, RawDocument
from tests.cleaning.pages import PARAGRAPHS, markup


def kept(middle: str) -> str:
    """Return the kept text of the invented page with `middle` between its paragraphs."""
    last = f"<p>{PARAGRAPHS[-1]}</p>"
    source = markup().replace(last, f"{middle}\n{last}")
    return clean(RawDocument("pont", source, Format.HTML, "pont.html", "0")).text


def test_the_items_of_a_list_are_kept() -> None:
    items = (
        "la fermeture du pont aux voitures dès le 3 mars ;",
        "une navette gratuite toutes les vingt minutes ;",
        "un passage pour les piétons sur la rive droite.",
    )
    text = kept(
        "<p>Le plan prévoit trois mesures :</p><ul>"
        + "".join(f"<li>{i}</li>" for i in items)
        + "</ul>"
    )
    assert all(item in text for item in items)


def test_a_definition_list_is_kept() -> None:
    text = kept(
        "<dl><dt>Qui paie les travaux du pont ?</dt><dd>La région prend le coût du chantier en "
        "charge, à hauteur de 3 millions d'euros.</dd></dl>"
    )
    assert "Qui paie les travaux du pont ?" in text
    assert "La région prend le coût" in text


def test_a_row_of_a_table_is_one_line_with_parted_cells() -> None:
    text = kept(
        "<table><tr><th>Mois du chantier</th><th>Coût des travaux</th></tr>"
        "<tr><td>mars 2024, piles du pont</td><td>300 000 euros</td></tr></table>"
    )
    assert "mars 2024, piles du pont | 300 000 euros" in text.split("\n")


def test_an_embedded_post_is_kept() -> None:
    text = kept(
        '<blockquote class="twitter-tweet"><p lang="fr">Le pont est fermé. Courage à tous.</p>'
        "&mdash; Mairie de Valbourg (@valbourg) <a href='https://twitter.com/v'>March 3, 2024</a>"
        "</blockquote>"
    )
    assert "Le pont est fermé. Courage à tous." in text
    assert "@valbourg" in text


def test_questions_and_answers_are_kept() -> None:
    answer = (
        "Nous avons fait appel à trois entreprises de la région, et le chantier a commencé avec "
        "deux semaines d'avance sur le calendrier."
    )
    text = kept(f"<p><strong>Où en sont les travaux ?</strong></p><p>{answer}</p>")
    assert "Où en sont les travaux ?" in text
    assert answer in text


def test_paragraphs_parted_by_breaks_are_kept() -> None:
    text = kept(f"<div>{PARAGRAPHS[0][:-9]} printemps.<br><br>{PARAGRAPHS[1][:-5]} matin.</div>")
    assert "printemps." in text
    assert "matin." in text


def test_a_heading_inside_is_kept() -> None:
    assert "Une gêne pour les commerçants" in kept("<h2>Une gêne pour les commerçants</h2>")


def test_lines_of_preformatted_text_stay_lines() -> None:
    text = kept("<pre>Le pont de la rivière est fermé,\nla rive est loin, dit la chanson.</pre>")
    assert "Le pont de la rivière est fermé,\nla rive est loin, dit la chanson." in text


def test_the_caption_of_a_figure_is_kept() -> None:
    caption = "Le pont de Valbourg, fermé aux voitures depuis lundi. Photo : Anne Roy"
    text = kept(f'<figure><img src="p.jpg"><figcaption>{caption}</figcaption></figure>')
    assert caption in text


def test_the_entries_of_a_live_blog_are_kept() -> None:
    entry = (
        "La maire a pris la parole devant les habitants réunis sur la place, et a promis que les "
        "travaux seraient terminés avant la rentrée."
    )
    text = kept(
        '<div class="live-entry"><h3>Les premiers camions arrivent sur le pont</h3>'
        f"<p>{entry}</p></div>"
        f'<div class="live-entry"><p>{entry.replace("La maire", "Le préfet")}</p></div>'
    )
    assert "Les premiers camions arrivent sur le pont" in text
    assert text.count("a pris la parole devant les habitants") == 2


def test_a_note_on_changed_names_is_kept() -> None:
    assert "* Le prénom a été modifié." in kept("<p>* Le prénom a été modifié.</p>")


@pytest.mark.parametrize(
    "wall",
    [
        '<div style="display: none"><p>{}</p></div>',
        "<div hidden><p>{}</p></div>",
        '<div aria-hidden="true"><p>{}</p></div>',
        "<template><p>{}</p></template>",
        "<noscript><p>{}</p></noscript>",
        "<dialog><p>{}</p></dialog>",
        '<form class="newsletter"><p>{}</p></form>',
        '<div class="cookie-consent-modal"><p>{}</p></div>',
        '<section id="comments" class="comments"><h3>Commentaires (1)</h3><p>{}</p></section>',
    ],
)
def test_what_is_hidden_and_what_stands_around_is_removed(wall: str) -> None:
    text = (
        "Avec votre accord, nos partenaires et nous utilisons des cookies pour mesurer l'audience "
        "de nos pages."
    )
    source = markup().replace("<footer", wall.format(text) + "<footer")
    cleaned = clean(RawDocument("pont", source, Format.HTML, "pont.html", "0"))
    assert text not in cleaned.text
    assert PARAGRAPHS[-1] in cleaned.text


def test_an_article_in_a_hidden_element_is_kept_where_it_is_all_there_is() -> None:
    source = markup().replace("<body>", '<body><div aria-hidden="true">')
    assert PARAGRAPHS[0] in clean(RawDocument("p", source, Format.HTML, "p.html", "0")).text


def test_a_page_wrapped_in_a_form_keeps_its_article() -> None:
    source = markup().replace("<body>", "<body><form>").replace("</body>", "</form></body>")
    assert PARAGRAPHS[0] in clean(RawDocument("p", source, Format.HTML, "p.html", "0")).text


def test_the_notice_of_a_paywall_is_removed_and_said_of_the_document() -> None:
    notice = "Cet article est réservé aux abonnés. Il vous reste 93% à découvrir."
    source = markup(below=f"<p>{notice}</p>")
    cleaned = clean(RawDocument("p", source, Format.HTML, "p.html", "0"))
    assert notice not in cleaned.text
    assert cleaned.metadata.is_truncated


def test_links_side_by_side_are_words_of_their_own() -> None:
    source = markup(below='<div><a href="/a">Musique</a><a href="/b">Cinéma</a></div>')
    blocks = clean(RawDocument("p", source, Format.HTML, "p.html", "0")).blocks
    assert "Musique Cinéma" in [block.text for block in blocks]


def test_short_paragraphs_of_what_is_called_the_article_are_kept() -> None:
    first = "Une centaine d'agriculteurs ont bloqué vendredi l'autoroute à hauteur de Belleville."
    last = "Le préfet du Rhône doit recevoir une délégation lundi."
    table = "<table><tr><td>Année</td><td>Prix</td></tr><tr><td>2024</td><td>380</td></tr></table>"
    source = (
        "<html><body><nav><a href='/'>Accueil</a></nav><h1>Lyon : les agriculteurs bloquent</h1>"
        f"<article><p>{first}</p><div class='related'><a href='/b'>La colère gagne</a></div>"
        f"{table}<p>{last}</p></article><footer>Contact</footer></body></html>"
    )
    kept = clean(RawDocument("p", source, Format.HTML, "p.html", "0")).text.split("\n")
    assert {first, last} <= set(kept)
