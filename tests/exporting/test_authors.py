from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.exporting.authors import Author, authors_of, split_names
from search.models import Metadata


@pytest.mark.parametrize(
    ("signature", "names"),
    [
        ("Anne Roy", ["Anne Roy"]),
        ("Anne Roy et Luc Le Goff", ["Anne Roy", "Luc Le Goff"]),
        ("Anne Roy, Luc Le Goff et Li Na", ["Anne Roy", "Luc Le Goff", "Li Na"]),
        ("Anne Roy & Luc Petit", ["Anne Roy", "Luc Petit"]),
        ("Anne Roy and Luc Petit", ["Anne Roy", "Luc Petit"]),
        ("Par Anne Roy, à Hanoï", ["Anne Roy"]),
        ("Propos recueillis par Anne Roy", ["Anne Roy"]),
        ("Ruby Roy", ["Ruby Roy"]),
        ("Anne Roy, correspondante à Hanoï", ["Anne Roy"]),
        ("Anne Roy avec AFP", ["Anne Roy", "AFP"]),
        ("VNA/CVN", ["VNA", "CVN"]),
        ("AFP, Reuters", ["AFP", "Reuters"]),
        ("Reuters, Belga", ["Reuters", "Belga"]),
        ("Roy, Anne", ["Anne Roy"]),
        ("Roy, Anne-Marie", ["Anne-Marie Roy"]),
        ("Roy, Anne; Le Goff, Luc", ["Anne Roy", "Luc Le Goff"]),
        ("Charles de Gaulle, d'Ormesson", ["Charles de Gaulle", "d'Ormesson"]),
        ("la rédaction", ["la rédaction"]),
        ("Etienne Lavoie", ["Etienne Lavoie"]),
        ("", []),
        (" , 12 -- ", []),
    ],
)
def test_a_signature_is_split_into_names(signature: str, names: list[str]) -> None:
    assert split_names(signature) == names


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        ("Jean Dupont", "Dupont, Jean"),
        ("Jean-Pierre de La Fontaine", "de La Fontaine, Jean-Pierre"),
        ("Marie Anne Le Goff", "Le Goff, Marie Anne"),
        ("DUPONT Jean", "DUPONT, Jean"),
        ("Jean LE GOFF", "LE GOFF, Jean"),
        ("J. M. Dupont", "Dupont, J. M."),
        ("Nguyễn Văn An", "Nguyễn, Văn An"),
        ("Đặng Thu Hà", "Đặng, Thu Hà"),
        ("Linh Nguyen", "Nguyen, Linh"),
        ("Plantu", "Plantu"),
        ("de Gaulle", "Gaulle, de"),
    ],
)
def test_the_family_name_stands_first_in_catalogs(name: str, inverted: str) -> None:
    (author,) = authors_of(Metadata(author=name))
    assert (author.name, author.inverted, author.is_body) == (name, inverted, False)


@pytest.mark.parametrize("name", ["Agence France-Presse", "La Rédaction", "AFP", "Radio Canada"])
def test_a_body_has_no_given_name(name: str) -> None:
    assert authors_of(Metadata(author=name)) == (Author(name, name, is_body=True),)


def test_the_agency_signs_where_nobody_else_does() -> None:
    agency = Author("Prensa Latina", "Prensa Latina", is_body=True)
    assert authors_of(Metadata(agency="Prensa Latina")) == (agency,)
    assert authors_of(Metadata(author="Prensa Latina", agency="Prensa Latina")) == (agency,)
    (person,) = authors_of(Metadata(author="Anne Roy", agency="Prensa Latina"))
    assert person.name == "Anne Roy"
    assert authors_of(Metadata()) == ()


def test_nobody_signs_twice() -> None:
    assert len(authors_of(Metadata(author="AFP, AFP et AFP"))) == 1


@given(st.text() | st.text(alphabet="Aa ,;&'-.éĐ\n\ud800"))
def test_any_signature_gives_names_of_letters_on_one_line(signature: str) -> None:
    for author in authors_of(Metadata(author=signature)):
        assert author.name.strip()
        assert len(author.name.splitlines()) == 1
        assert sorted(f"{author.given} {author.family}".split()) == sorted(author.name.split())
        author.name.encode()
