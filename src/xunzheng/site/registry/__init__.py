"""The registry: regions, organisations, halls, windows and posts, each from a day to a day."""
