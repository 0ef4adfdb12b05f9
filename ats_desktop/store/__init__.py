"""The workspace file: rows, changes and questions; the only place that speaks SQL."""
