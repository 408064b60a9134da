"""Changes of the tables, named by hand."""
