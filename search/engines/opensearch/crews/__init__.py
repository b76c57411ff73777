"""Who works on an index, alone or together: locks, parts, and runs that outlive both."""
