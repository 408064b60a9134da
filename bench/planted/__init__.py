"""Consistent reports told from exact stories, and mistakes planted in the telling."""
