"""Legal periods of liaison's own matters: the same on all sides, told to the own oversight."""
