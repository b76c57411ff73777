import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.normalizing import normalize


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "´", "`", "′", "＇"])
def test_every_apostrophe_becomes_the_same(apostrophe: str) -> None:
    assert normalize(f"aujourd{apostrophe}hui") == "aujourd'hui"


@pytest.mark.parametrize(
    ("written", "normal"),
    [("Cœur", "coeur"), ("ŒUVRE", "oeuvre"), ("ex æquo", "ex aequo"), ("HANOÏ", "hanoï")],
)
def test_ligatures_and_case_go(written: str, normal: str) -> None:
    assert normalize(written) == normal


def test_soft_hyphens_and_zero_width_signs_are_not_part_of_a_word() -> None:
    assert normalize("télé\u00advi\u200bsion") == "télévision"


@given(st.text())
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    assert normalize(unicodedata.normalize("NFD", text)) == normalize(
        unicodedata.normalize("NFC", text)
    )
