"""Matters of the agency as oversight follows them: opened when, moved when, how long at rest."""
