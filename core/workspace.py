"""The workspace: one SQLite file with the value of every stage; the only user of sqlite3."""
