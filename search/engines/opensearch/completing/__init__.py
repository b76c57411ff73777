"""Complete what is typed, by what some articles hold."""
