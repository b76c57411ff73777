"""Answer requests: from what is asked to the documents that are shown."""
