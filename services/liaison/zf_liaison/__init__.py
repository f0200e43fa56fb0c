"""The only door to other agencies: accounts, directory, exchange, reconciliation, traces."""
