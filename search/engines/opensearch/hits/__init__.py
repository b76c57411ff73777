"""Find the best documents, fetch them, and see where words stand in them."""
