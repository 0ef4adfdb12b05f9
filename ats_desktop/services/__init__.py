"""Verbs: what a person, or the timetable, can do."""
