"""Processes: what may be done to a case, by whom and by when, as data; decided purely, drawn as SVG."""
