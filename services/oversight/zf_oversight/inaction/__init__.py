"""Missed days of supervised tasks as score items, counted per unit and period (S-051)."""
