"""OpenSearch on this machine, from Maven Central; each node is a process of its own."""
