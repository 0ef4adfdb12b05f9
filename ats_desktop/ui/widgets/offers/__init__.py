"""The parts of the page of offers."""
