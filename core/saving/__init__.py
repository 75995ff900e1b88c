"""What outlives the program: the workspace, one SQLite file, and settings as a file."""
