"""How far a text is from French, by its characters beyond ASCII."""

from __future__ import annotations

import re

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")

_EXPECTED = re.compile(
    r"""
    é (?![A-Z]) | à (?!\w) | ç (?=[aouâôû]) | [âèêëîïôûœæ] (?=[a-zç\xad-])
    | (?<=[oO]) ù (?!\w)
    | (?<![a-zà-ÿœ]) [ÀÂÇÉÈÊËÎÏÔŒÙÛ] (?=[A-Za-zÀ-ÿ\s,.])
    | (?<=[A-Za-zé]) ’ (?=[\wÀ-ÿ«])
    | « (?=[\s\w]) | (?<=[\s\w.,!?…)]) »
    | (?<![^\W\d_]) [“‘] (?=\w) | (?<=[\w.,!?…]) [”’] (?![^\W\d_])
    | \xa0 (?=[:;!?»%€–—]) | (?<=[«\d:–—]) \xa0
    | (?<=[\w\s.,?!»]) … (?!\w) | (?<=\s) [–—] (?=\s)
    | (?<=[\d\s]) [€£] (?!\w) | (?<=[nN\d]) ° (?!\w)
    | (?<!\w) [•·©®™½] (?!\w) | (?<=[a-z]) \xad (?=[a-z])
    | (?<=m) [²³] (?!\w)
    """,
    re.VERBOSE,
)
"""Characters beyond ASCII where French puts them."""

_CAPITAL = re.compile("[ÀÂÇÉÈÊËÎÏÔŒÙÛ]")

_COST_OF_CAPITAL = 0.1
"""Cost of a capital with an accent: French has few, and "l'Çpidémie" is one misread."""


def cost(text: str) -> float:
    """Count the characters beyond ASCII that French has no place for, and somewhat the capitals."""
    unexpected = len(_BEYOND_ASCII.findall(text)) - len(_EXPECTED.findall(text))
    return unexpected + _COST_OF_CAPITAL * len(_CAPITAL.findall(text))
