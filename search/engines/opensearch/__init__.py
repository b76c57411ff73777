"""Keep an index on OpenSearch; nothing here is imported before an address asks for it."""
