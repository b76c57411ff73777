"""What a run does to an index: load a new generation, or update the one that is seen."""
