import pytest

from search.cleaning.report import RemovedLine, SiteCounts, report_on, report_to_json
from search.cleaning.report_display import to_styled_report
from search.models import Block, CleanedDocument, Label, Metadata


def document(id: str, site: str | None, *lines: tuple[str, Label]) -> CleanedDocument:
    blocks = tuple(Block(n, text, label, "") for n, (text, label) in enumerate(lines, start=1))
    return CleanedDocument(id, blocks, Metadata(site=site))


MENU = ("Menu", Label.CHROME)
TEXT = ("Le pont.", Label.BODY)


def test_shares_are_over_all_documents_of_a_site() -> None:
    report = report_on([document("a", "x.fr", MENU, TEXT), document("b", "x.fr", TEXT)])
    assert report.sites == (SiteCounts("x.fr", 2, 3, 1, 20, 4),)
    assert (report.sites[0].share_of_characters, report.sites[0].share_of_lines) == (0.2, 1 / 3)


def test_sites_with_more_documents_come_first_and_none_is_unknown() -> None:
    report = report_on([document("a", None, TEXT)] + [document(i, "x.fr", TEXT) for i in "bc"])
    assert [counts.site for counts in report.sites] == ["x.fr", "unknown"]


def test_a_removed_line_counts_once_a_document_under_its_most_frequent_label() -> None:
    related = ("Menu", Label.RELATED)
    documents = [document("a", None, MENU, MENU, TEXT), document("b", None, MENU)]
    report = report_on([*documents, document("c", None, related, ("Plus", Label.CHROME))])
    assert report.lines == (
        RemovedLine("Menu", Label.CHROME, 3),
        RemovedLine("Plus", Label.CHROME, 1),
    )


@pytest.mark.parametrize(("kept", "doubtful"), [(9, 1), (10, 0)])
def test_a_document_of_which_less_than_a_tenth_is_kept_is_doubtful(
    kept: int, doubtful: int
) -> None:
    removed = ("m" * (100 - kept), Label.CHROME)
    report = report_on([document("a", "x.fr", removed, ("t" * kept, Label.BODY))])
    assert [(found.id, found.site) for found in report.doubtful] == [("a", "x.fr")] * doubtful


def test_a_document_of_which_nothing_is_kept_is_doubtful_an_empty_one_is_not() -> None:
    report = report_on([document("a", None, MENU), document("b", None)])
    assert [(found.id, found.share) for found in report.doubtful] == [("a", 0.0)]


def test_the_report_is_one_object() -> None:
    assert report_to_json(report_on([document("a", "x.fr", MENU)])) == {
        "sites": [
            {"site": "x.fr", "documents": 1, "characters_removed": 1.0, "lines_removed": 1.0}
        ],
        "removed_lines": [{"text": "Menu", "label": "chrome", "documents": 1}],
        "doubtful": [{"id": "a", "site": "x.fr", "kept": 0.0}],
    }


def test_a_person_reads_three_tables() -> None:
    text = to_styled_report(report_on([document("a", "x.fr", MENU), document("b", "x.fr", TEXT)]))
    rows = [line.split() for line in text.splitlines()]
    assert ["x.fr", "2", "33.3%", "50.0%"] in rows
    assert ["1", "chrome", "Menu"] in rows
    assert ["a", "0.0%", "x.fr"] in rows
