"""Statements: who says how much of what, and where, read out of a document once."""
