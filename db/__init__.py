"""Tables, the writer and the questions asked of the database. The address is handed in; nothing here knows settings or people's rights."""
