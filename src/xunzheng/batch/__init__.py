"""Many reports at once: audited in several processes, resumable, one bad file never stops the rest."""
