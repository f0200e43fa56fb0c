"""Repeats (重复信访): is this the person and the matter we know? Hints, comparison, and the decision of an officer."""
