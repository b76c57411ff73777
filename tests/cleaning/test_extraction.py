import logging
import subprocess
import sys

from search.cleaning.extraction import extracted_keys
from search.cleaning.fallback import keep_extracted
from search.cleaning.lines import Line
from search.cleaning.reasons import Reason
from search.models import Block, Label

PARAGRAPH = (
    "La mairie de Valbourg a annoncé lundi que le pont de la rivière serait fermé en hiver, "
    "le temps de refaire le tablier et de consolider les deux piles qui penchent depuis la crue."
)
PAGE = (
    "<html><body><nav><a href='/'>Accueil</a></nav><article>"
    f"<p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]}.</p></article><footer>Contact</footer></body></html>"
)


def test_the_article_of_a_page_is_found() -> None:
    keys = extracted_keys(PAGE)
    assert Line(0, PARAGRAPH).key in keys
    assert "accueil" not in keys


def test_a_page_without_an_article_has_no_keys() -> None:
    assert extracted_keys("<p>") == frozenset()


def test_what_the_extractor_keeps_is_kept_with_a_reason() -> None:
    blocks = [Block(1, "Accueil", Label.CHROME, "menu"), Block(2, PARAGRAPH, Label.CHROME, "pied")]
    first, second = keep_extracted(blocks, PAGE)
    assert first == blocks[0]
    assert (second.label, second.reason) == (Label.BODY, Reason.FALLBACK.value)


def test_the_extractor_is_quiet_and_is_not_loaded_for_nothing() -> None:
    extracted_keys("<<")
    assert logging.getLogger("trafilatura").level == logging.NOTSET
    code = "import search, sys; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
