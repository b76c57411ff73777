"""The options of `python -m search`."""
