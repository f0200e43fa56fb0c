"""Material (一次性告知): what was handed in, what is missing, and the one notice that tells all of it."""
