"""First-handler responsibility (首办责任): handed over only by record, open until the closing is confirmed."""
