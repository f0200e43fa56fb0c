"""Each pair of agencies compares its ledgers every day and repairs what differs."""
