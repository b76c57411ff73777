"""Trees and weights in the language of a server."""
