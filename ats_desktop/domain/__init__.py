"""What the program knows about a job search: nouns and their rules, pure."""
