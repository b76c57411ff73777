"""Store terms and answer queries: one protocol, one package an engine."""
