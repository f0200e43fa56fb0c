"""四个不转化: a matter that came back in a harder way, recorded once when it is registered and told to oversight (S-010)."""
