"""Statistics and the rules of protection: pure functions over additive moments. No database, no words for people."""
