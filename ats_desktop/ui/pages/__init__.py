"""Pages: what the side bar opens."""
