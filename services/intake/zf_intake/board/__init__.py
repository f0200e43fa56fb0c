"""The board of petitions: figures of a period, computed from the petitions themselves."""
