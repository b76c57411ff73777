"""The version of what the cleaner does."""

CLEANING_VERSION = 5
"""Raised when the same document is labeled or compared otherwise, so that indexes are brought up to
date."""
