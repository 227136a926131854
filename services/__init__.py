"""Use cases: verbs that a person would say. Each asks `may`, opens one short transaction, and returns frozen values."""
