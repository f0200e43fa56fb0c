"""Serial numbers of cases and documents."""
