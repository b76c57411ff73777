"""Send many documents to a server, as fast as it takes them."""
