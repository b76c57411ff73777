"""What developers run: `scripts/opensearch`."""
