"""Workshops as pure values: families, pools of places, the rule of the queue. No database, no words for people."""
