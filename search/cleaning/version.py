"""The version of the cleaner."""

CLEANING_VERSION = 4
"""Raised when the same document is labeled otherwise, so that indexes are brought up to date."""
