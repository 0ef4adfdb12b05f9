"""Questions that pages ask: the only SQL written by hand."""
