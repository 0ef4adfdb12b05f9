"""Every measure of `dev.py bench`, in the order of the table: one line a file."""

from bench import edits, imports, screens, starts, syncing
from bench.kit import Measure

MEASURES: tuple[Measure, ...] = (
    *starts.MEASURES,
    *screens.MEASURES,
    *edits.MEASURES,
    *imports.MEASURES,
    *syncing.MEASURES,
)
