"""Label every block of a raw document and read its metadata."""

from search.cleaning.cleaner import clean
from search.cleaning.together import clean_all

__all__ = ["clean", "clean_all"]
