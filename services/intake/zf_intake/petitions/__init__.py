"""Petitions (信访事项): registered without exception, routed, answered, reviewed, closed by two people, never forgotten."""
