"""Formulas, indicator frameworks, scoring rules, grades, and the scoresheet that explains each point."""
