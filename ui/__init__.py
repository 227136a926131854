"""Building blocks of the staff face. What is asked of the person and shown to them; what may be done is decided in services."""
