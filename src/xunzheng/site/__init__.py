"""The website: reports go in, findings and the re-scored sheet come out."""
