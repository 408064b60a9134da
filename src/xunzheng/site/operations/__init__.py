"""Running the site: health, metrics, the log, backup and restore."""
