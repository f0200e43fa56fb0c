"""四个不转化: conversions of petitions, counted per unit and period (S-010)."""
