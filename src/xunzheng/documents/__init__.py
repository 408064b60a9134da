"""The document model: one shape for a report, whatever file it was read from."""
