"""The case record: opening, the one way a stage changes, suspects, handlers, the exit gate."""
