"""Meeting the petitioner again: the second meeting, revisits after closing, home visits (S-014, S-015, S-017)."""
