"""一次性告知监督: material asked for again, by unit and period, with the clerk, the reason and the matter (S-027)."""
