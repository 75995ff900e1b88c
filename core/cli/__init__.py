"""The command line: the same pipeline as the window's, for scheduled runs and tests."""
