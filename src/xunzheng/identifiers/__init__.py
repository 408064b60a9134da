"""Identifiers of organisations, persons, licences, items, cases and places: read, checked and made. Pure."""
