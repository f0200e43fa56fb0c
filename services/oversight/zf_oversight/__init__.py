"""How well it was done: first of all, whether legal clocks are kept."""
