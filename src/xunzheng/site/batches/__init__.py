"""Batches: many reports handed in at once, worked on in the background, kept for a while."""
