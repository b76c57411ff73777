"""Label every block of a raw document and read its metadata."""

from search.cleaning.cleaner import clean

__all__ = ["clean"]
