"""Count documents, exactly, whatever shards hold them."""
