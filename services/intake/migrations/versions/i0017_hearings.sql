CREATE TABLE hearing (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    state TEXT DEFAULT 'scheduled' NOT NULL,
    applied_by TEXT NOT NULL,
    application TEXT NOT NULL,
    subject TEXT NOT NULL,
    hearing_at TIMESTAMP WITH TIME ZONE NOT NULL,
    place TEXT NOT NULL,
    public BOOLEAN NOT NULL,
    panel JSONB NOT NULL,
    invited JSONB DEFAULT '[]'::jsonb NOT NULL,
    notice_no TEXT NOT NULL,
    called_at TIMESTAMP WITH TIME ZONE NOT NULL,
    called_by_name TEXT NOT NULL,
    held_at TIMESTAMP WITH TIME ZONE,
    present JSONB DEFAULT '[]'::jsonb NOT NULL,
    record TEXT DEFAULT '' NOT NULL,
    opinion TEXT DEFAULT '' NOT NULL,
    concluded_by_name TEXT DEFAULT '' NOT NULL,
    announcement TEXT DEFAULT '' NOT NULL,
    published_where TEXT DEFAULT '' NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE,
    cancelled_at TIMESTAMP WITH TIME ZONE,
    cancel_reason TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE UNIQUE INDEX hearing_open ON hearing (petition_id) WHERE state = 'scheduled';

CREATE INDEX hearing_petition ON hearing (petition_id, no);
