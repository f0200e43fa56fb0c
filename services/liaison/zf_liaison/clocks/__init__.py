"""Legal periods of supervised tasks and supervision notices: the same on both sides, told to the own oversight."""
