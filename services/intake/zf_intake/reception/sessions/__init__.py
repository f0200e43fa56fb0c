"""领导接访: the calendar by rule, who is on duty, what was held and what was missed (S-001)."""
