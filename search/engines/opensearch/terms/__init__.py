"""All terms of an index: gathered, stored in sorted blocks, put together, looked up."""
