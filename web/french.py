"""How French writes numbers, dates and punctuation: as all of Trouvaille does."""

from search.french import (
    MONTHS,
    NARROW_SPACE,
    counted,
    duration,
    long_date,
    number,
    typeset,
)

__all__ = ["MONTHS", "NARROW_SPACE", "counted", "duration", "long_date", "number", "typeset"]
