"""How the exchange with each peer stands."""
