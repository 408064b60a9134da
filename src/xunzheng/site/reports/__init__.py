"""Reports: taken in, audited, shown; kept only when asked to."""
