"""Papers of meetings, tasks and notices: typeset from the record, kept by hash."""
