"""What belongs to this machine: where things lie, its settings, its log."""
