"""Short and unusual pages keep all that is theirs, and nothing else."""

from pathlib import Path

import pytest

from search.cleaning import clean
from search.models import Format, Label, RawDocument

SECTIONS = Path(__file__).with_name("short_pages.txt").read_text(encoding="utf-8").split("== ")[1:]
TEXTS = {name: rows for name, *rows in (section.strip().split("\n") for section in SECTIONS)}
"""Pages of text; "+" is before the lines to keep, "-" before those to remove."""

ARTICLE = """
<html><body>
<ul class="menu"><li><a href="/">Accueil</a></li><li><a href="/s">Sports</a></li></ul>
<div class="article"><h1>Rugby : les scores de la journée</h1>
<p>Orle reste invaincu après trois journées.</p>
{}
<p>Prochaine journée le 3 mars.</p></div>
<div class="comments"><h3>Commentaires (1)</h3><p>Lulu : bravo les gars</p></div>
<div class="footer"><a href="/m">Mentions légales</a></div></body></html>
"""


def kept(text: str, format: Format) -> list[str]:
    cleaned = clean(RawDocument("a", text, format, "a", "0"))
    return [block.text for block in cleaned.blocks if block.label.is_kept]


@pytest.mark.parametrize("name", TEXTS)
def test_the_lines_of_a_short_text_are_kept(name: str) -> None:
    text = "\n".join(row[2:] for row in TEXTS[name])
    blocks = clean(RawDocument("a", text, Format.TEXT, "a", "0")).blocks
    found = ["+ " if block.label.is_kept else "- " for block in blocks]
    assert found == [row[:2] for row in TEXTS[name]]
    assert Label.TITLE in {block.label for block in blocks}


@pytest.mark.parametrize(
    ("middle", "lines"),
    [
        (
            (
                "<table><tr><td>Orle - Jussy</td><td>24-17</td></tr>"
                "<tr><td>Le Pin - Ferrières</td><td>8-33</td></tr></table>"
            ),
            ["Orle - Jussy | 24-17", "Le Pin - Ferrières | 8-33"],
        ),
        (
            "<ul><li>1. Ferrières, 41 points</li><li>2. Orle, 38 points</li></ul>",
            ["1. Ferrières, 41 points", "2. Orle, 38 points"],
        ),
        (
            "<blockquote><p>On revient de loin.</p></blockquote>",
            ["On revient de loin."],
        ),
        (
            '<aside class="encadre"><h3>Le chiffre</h3><p>312 spectateurs ont payé.</p></aside>',
            ["Le chiffre", "312 spectateurs ont payé."],
        ),
        (
            (
                "<p><strong>Vous avez eu peur ?</strong></p><p>Tous les jours.</p>"
                "<p><strong>Et demain ?</strong></p><p>On verra bien.</p>"
            ),
            ["Vous avez eu peur ?", "Tous les jours.", "Et demain ?", "On verra bien."],
        ),
        (
            (
                '<div class="live-item"><span>14h05</span><p>Coup d\'envoi à Orle.</p></div>'
                '<div class="live-item"><span>14h31</span><p>Essai de Petit.</p></div>'
            ),
            ["14h05", "Coup d'envoi à Orle.", "14h31", "Essai de Petit."],
        ),
    ],
)
def test_what_stands_between_two_short_paragraphs_is_kept(middle: str, lines: list[str]) -> None:
    assert kept(ARTICLE.format(middle), Format.HTML) == [
        "Rugby : les scores de la journée",
        "Orle reste invaincu après trois journées.",
        *lines,
        "Prochaine journée le 3 mars.",
    ]
