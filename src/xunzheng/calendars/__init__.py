"""Calendars and clocks: working days with 调休, office hours, and the time limits that run on them."""
