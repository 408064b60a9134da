"""The pages: the citizen's, those asked for an opinion, the staff's, and what is published."""
