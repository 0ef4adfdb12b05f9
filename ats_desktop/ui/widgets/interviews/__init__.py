"""The parts of the page of interviews."""
