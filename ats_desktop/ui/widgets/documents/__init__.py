"""The parts of the page of documents."""
