"""集体访苗头: several registrations about the same unit, place or subject; warned of once, settled early, on record (S-013)."""
