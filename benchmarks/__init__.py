"""Measured side by side with peers and with the raw limit, in one interleaved run."""
