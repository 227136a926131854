"""Questions to the database, each named for what it returns. They take the session first and are silent about transactions."""
