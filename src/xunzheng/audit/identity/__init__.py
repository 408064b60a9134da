"""Which of a report's figures measure one and the same thing, and how sure that is."""
