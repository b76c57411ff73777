from search.cleaning.lines import LINK_ALONE, Line
from search.cleaning.text_lines import read_text

NOTHING = Line(0, "")


def texts(text: str, title: str = "") -> list[str]:
    return [line.text for line in read_text(text, Line(0, title))[0]]


def test_markdown_needs_a_first_heading_or_two_signs() -> None:
    assert texts("# Le pont\n**Fermé**") == ["Le pont", "Fermé"]
    assert texts("Bonjour\n## Le pont\nle [pont](/a)") == ["Bonjour", "Le pont", "le pont"]
    assert texts("Bonjour\n## Le pont\n**Fermé**") == ["Bonjour", "## Le pont", "**Fermé**"]


def test_the_only_first_heading_is_the_title_when_it_has_four_words() -> None:
    assert read_text("# Le pont est fermé\nOui", NOTHING)[1] == "le pont est fermé"
    assert read_text("# Le pont fermé\nOui", NOTHING)[1] == ""
    assert read_text("# Le pont est fermé\n# Le pont est ouvert", NOTHING)[1] == ""


def test_lines_of_links_are_marked() -> None:
    lines, _ = read_text("# Le pont\n[Accueil](/)\nle [pont](/a)", NOTHING)
    assert [line.marks for line in lines] == [(), (LINK_ALONE,), ()]


def test_link_numbers_count_up_from_one() -> None:
    assert texts("[1]Un\n[2]Deux\n[3]Trois") == ["Un", "Deux", "Trois"]
    assert texts("[2]Un\n[3]Deux\n[4]Trois") == ["[2]Un", "[3]Deux", "[4]Trois"]
    assert texts("[1]Un\n[2]Deux") == ["[1]Un", "[2]Deux"]


def test_a_picture_is_named_after_a_line_above_or_the_declared_title() -> None:
    caption = "Le pont de la ville Photo 1La maire"
    assert texts(f"Le pont de la ville\n{caption}")[1] == "La maire"
    assert texts(f"Autre\n{caption}", "Le pont de la ville")[1] == "La maire"
    assert texts(f"{caption}\nLe pont de la ville")[0] == caption
    assert texts(caption, "Le pont de la ville") == ["La maire"]


def test_lines_that_show_nothing_are_empty() -> None:
    assert texts("\x00\n\u202e\nOui") == ["Oui"]
    assert read_text("\x00\nOui", NOTHING)[0][0].number == 2
