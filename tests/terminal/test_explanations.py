from search.explanations import Explanation, FeaturePart, FormCount, TermPart
from search.models import Label
from search.ranking.features import NAMES
from search.terminal.explanations import FEATURES, LABELS, explanation_lines


def test_parts_and_forms_are_said_in_french() -> None:
    explanation = Explanation(
        id="a",
        score=4.05,
        terms=(
            TermPart("mers", "mers", "stem", "mer", 2.0),
            TermPart("mers", "mers", "exact", "mers", 0.25),
            TermPart("mers", "océans", "stem", "océan", 0.2),
            TermPart("mers", "grandes eaux", "phrase", "grandes eaux", 0.1),
        ),
        features=(FeaturePart("whole", 1.0, 1.5),),
        forms=(
            FormCount("mers", "mer", 1, 1, Label.TITLE),
            FormCount("ports", "port", 1, 2, Label.BODY),
            FormCount("mers", "mer", 2, 2, Label.BODY),
            FormCount("mers", "mer", 1, 3, Label.BODY),
        ),
    )
    assert list(explanation_lines(explanation)) == [
        "Score 4,05 :",
        "    2,00  mers, dans toutes ses formes",
        "    0,25  mers, dans la forme tapée",
        "    0,20  mers, écrit « océans », dans toutes ses formes",
        "    0,10  mers, écrit « grandes eaux »",
        "    1,50  requête retrouvée mot pour mot (1,00 × 1,50)",
        "mers : « mer » 1 fois (titre), « mer » 3 fois (corps)",
        "ports : « port » 1 fois (corps)",
    ]


def test_every_feature_and_every_searched_label_has_a_french_name() -> None:
    assert set(FEATURES) == set(NAMES)
    assert set(LABELS) == {label for label in Label if label.is_kept}
