CREATE TABLE collective_warning (
    id TEXT NOT NULL,
    agency TEXT NOT NULL,
    rule TEXT DEFAULT '' NOT NULL,
    grouped_by TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    cause TEXT NOT NULL,
    people INTEGER NOT NULL,
    registrations INTEGER NOT NULL,
    told JSONB DEFAULT '[]'::jsonb NOT NULL,
    collab_no TEXT DEFAULT '' NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due TEXT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    measures TEXT DEFAULT '' NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    closed_by TEXT DEFAULT '' NOT NULL,
    closed_by_name TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX collective_warning_open ON collective_warning (grouped_by, value) WHERE state = 'open' AND value <> '';

CREATE INDEX collective_warning_due ON collective_warning (due_at, id);

CREATE TABLE collective_member (
    petition_id TEXT NOT NULL,
    warning_id TEXT NOT NULL,
    joined_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (petition_id),
    FOREIGN KEY(petition_id) REFERENCES petition (id),
    FOREIGN KEY(warning_id) REFERENCES collective_warning (id)
);

CREATE INDEX collective_member_warning ON collective_member (warning_id, petition_id);
