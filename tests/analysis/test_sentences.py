import itertools

import pytest

from search.analysis.sentences import sentence_ends, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Un. Deux ! Trois ? Quatre… Cinq", ["Un.", "Deux !", "Trois ?", "Quatre…", "Cinq"]),
        ("M. Tung et Mme. Ly. Fin.", ["M. Tung et Mme. Ly.", "Fin."]),
        ("J. Dupont arrive. Oui.", ["J. Dupont arrive.", "Oui."]),
        ("Il dit : « Oui. » Puis rien.", ["Il dit : « Oui. »", "Puis rien."]),
        ("Un taux de 3.5 pour cent.", ["Un taux de 3.5 pour cent."]),
        ("Voir ex. annexe. fin", ["Voir ex. annexe. fin"]),
        ("Le 26 oct. 2025 et en oct. Fin.", ["Le 26 oct. 2025 et en oct.", "Fin."]),
        ("Le 3 déc. 25. Il vit 2 doct. 3 ans.", ["Le 3 déc. 25.", "Il vit 2 doct.", "3 ans."]),
        ("", []),
    ],
)
def test_text_is_cut_at_sentences(text: str, sentences: list[str]) -> None:
    assert list(split_sentences(text)) == sentences


def test_a_part_of_a_text_is_cut_as_if_it_stood_alone() -> None:
    text = "M. Un. Deux. » Trois. Quatre"
    first, last = text.index("Un"), text.index(" »")
    ends = sentence_ends(text, first, last)
    assert [text[a:b] for a, b in itertools.pairwise([first, *ends])] == ["Un. ", "Deux."]


@pytest.mark.parametrize(
    "text",
    ["Fin." + " " * 100_000 + "é", "." * 100_000 + "é", "Fin. » " * 20_000 + "é", "« " * 50_000],
)
def test_hostile_text_is_cut_in_linear_time(text: str) -> None:
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
