"""预约接访、点名接访: asked for at the hall, offered by the leader's agency, kept on both sides (S-002, S-003)."""
