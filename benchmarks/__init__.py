"""Measure Trouvaille beside its peers; every command takes the paths of its material."""
