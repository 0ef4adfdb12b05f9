"""What runs beside the window: lanes, the beat, the lock and the bell; no Qt."""
