"""Reach the nodes of a search server: addresses, requests, and what failures mean."""
