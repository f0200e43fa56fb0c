"""Steps of other agencies in the same matter, told by message."""
