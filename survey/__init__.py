"""The questionnaire and what can be said about it: pure values and functions, no database, no screen."""
