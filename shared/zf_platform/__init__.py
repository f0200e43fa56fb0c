"""Technique: transactions, messages, HTTP, audit, time and secrets. It knows no law."""
