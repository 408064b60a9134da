"""Xunzheng (循证): evaluations of public money that can be opened down to their records."""

__version__ = "0.1.0"
