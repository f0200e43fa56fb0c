CREATE TABLE ledger_source (
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    channel TEXT NOT NULL,
    unit TEXT NOT NULL,
    columns JSONB NOT NULL,
    saved_by TEXT NOT NULL,
    saved_by_name TEXT NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (source)
);

CREATE TABLE ledger_import (
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    source_title TEXT NOT NULL,
    channel TEXT NOT NULL,
    unit TEXT NOT NULL,
    columns JSONB NOT NULL,
    header JSONB NOT NULL,
    file_name TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    state TEXT NOT NULL,
    late JSONB NOT NULL,
    unanswered INTEGER DEFAULT 0 NOT NULL,
    created_by TEXT NOT NULL,
    created_by_name TEXT NOT NULL,
    created_by_unit TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ledger_import_file ON ledger_import (source, file_digest) WHERE state <> 'cancelled';

CREATE TABLE ledger_row (
    import_id TEXT NOT NULL,
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,
    key TEXT NOT NULL,
    matter TEXT DEFAULT '' NOT NULL,
    state TEXT NOT NULL,
    same_as INTEGER DEFAULT 0 NOT NULL,
    problems JSONB DEFAULT '[]'::jsonb NOT NULL,
    sealed TEXT NOT NULL,
    petition_id TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (import_id, line),
    FOREIGN KEY(import_id) REFERENCES ledger_import (id) ON DELETE CASCADE
);

CREATE INDEX ledger_row_waiting ON ledger_row (import_id, place) WHERE state = 'accepted';

CREATE TABLE ledger_entry (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    matter TEXT DEFAULT '' NOT NULL,
    petition_id TEXT NOT NULL,
    PRIMARY KEY (source, key)
);

CREATE INDEX ledger_entry_matter ON ledger_entry (matter) WHERE matter <> '';
