"""The journal: every event and every read of personal data, chained by digests and never changed."""
