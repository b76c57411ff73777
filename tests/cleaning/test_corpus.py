import datetime
import json
from pathlib import Path

import pytest

from search.cleaning import clean
from search.models import Label, Metadata
from search.reading import read
from tests.cleaning.golden_labels import LABELS, label_corpus


def metadata(corpus: Path, start: str) -> Metadata:
    (path,) = corpus.glob(f"{start}_*.txt")
    return clean(read(path)).metadata


def test_the_labels_of_the_corpus_are_the_golden_ones() -> None:
    assert label_corpus() == json.loads(LABELS.read_text(encoding="utf-8"))


def test_a_caption_glued_to_its_alternative_text_is_a_caption(corpus: Path) -> None:
    (path,) = corpus.glob("000_*.txt")
    (caption,) = [block for block in clean(read(path)).blocks if block.line == 7]
    assert caption.label is Label.CAPTION


@pytest.mark.parametrize("start", ["002", "003"])
def test_texts_that_lost_their_title_have_none(corpus: Path, start: str) -> None:
    assert metadata(corpus, start).title is None


@pytest.mark.parametrize("start", ["000", "001"])
def test_an_agency_is_read_and_a_day_without_year_is_no_date(corpus: Path, start: str) -> None:
    known = metadata(corpus, start)
    assert known.author == "VNA"
    assert known.published is None


def test_the_address_of_the_source_gives_site_and_date(corpus: Path) -> None:
    known = metadata(corpus, "003")
    assert known.site == "vtv.vn"
    assert known.published == datetime.date(2025, 10, 25)
    assert known.url is not None
    assert known.url.endswith("-100251025195630791.htm")


def test_a_byline_gives_author_and_date(corpus: Path) -> None:
    known = metadata(corpus, "004")
    assert known.title == "Aucun pays ne peut lutter seul contre la cybercriminalité"
    assert known.author == "Báo Dân trí"
    assert known.published == datetime.date(2025, 10, 26)
    assert known.site == "dantri.com.vn"
    assert known.language == "fr"
