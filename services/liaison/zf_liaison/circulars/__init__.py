"""督办通报: what was missed in a period, drawn up with a number and told to every agency (S-051)."""
