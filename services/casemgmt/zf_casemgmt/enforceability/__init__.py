"""The check of enforceability during the trial (审执兼顾): asked before a judgment with property content."""
