"""What an index on a server is made of, written and read back."""
