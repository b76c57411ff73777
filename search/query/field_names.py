"""The names of fields, French and English, with and without their accents."""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Subject(enum.StrEnum):
    """What a field is about; the value is its French name."""

    TITLE = "titre"
    CAPTION = "légende"
    AUTHOR = "auteur"
    SOURCE = "source"
    SITE = "site"
    LANGUAGE = "langue"
    SECTION = "rubrique"
    EXACT = "exact"
    DATE = "date"
    BEFORE = "avant"
    AFTER = "après"
    SINCE = "depuis"


FIELDS: Mapping[str, Subject] = {
    **{subject.value: subject for subject in Subject},
    "title": Subject.TITLE,
    "caption": Subject.CAPTION,
    "legende": Subject.CAPTION,
    "author": Subject.AUTHOR,
    "lang": Subject.LANGUAGE,
    "language": Subject.LANGUAGE,
    "section": Subject.SECTION,
    "before": Subject.BEFORE,
    "after": Subject.AFTER,
    "apres": Subject.AFTER,
    "since": Subject.SINCE,
}
"""The fields by their names in lower case."""

DATES = frozenset((Subject.DATE, Subject.BEFORE, Subject.AFTER, Subject.SINCE))
"""The fields whose values are days."""

ZONES = frozenset((Subject.TITLE, Subject.CAPTION))
"""The fields whose values are words of the document."""
