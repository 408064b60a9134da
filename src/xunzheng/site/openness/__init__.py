"""Openness: requests for government information, from the citizen's form to the published answer."""
