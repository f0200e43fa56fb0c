"""Files that go with acts on tasks and notices: kept by hash, told by claim check."""
