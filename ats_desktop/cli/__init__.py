"""The command line: the same verbs and questions as the window, in a terminal."""
