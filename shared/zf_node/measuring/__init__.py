"""Measuring what the software claims on a real ledger: figures that a command prints, never quotes of the ledger."""
