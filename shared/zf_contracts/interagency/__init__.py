"""Messages between agencies: signed, encrypted, receipted. Only liaison (and the catalogue) may import this package."""
