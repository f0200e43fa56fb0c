CREATE TABLE contact (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    no INTEGER NOT NULL,
    planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    person_id TEXT NOT NULL,
    person_name TEXT NOT NULL,
    plan TEXT DEFAULT '' NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE,
    repeat_days INTEGER,
    reasons JSONB DEFAULT '[]'::jsonb NOT NULL,
    partners JSONB DEFAULT '[]'::jsonb NOT NULL,
    request_id TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'planned' NOT NULL,
    held_at TIMESTAMP WITH TIME ZONE,
    opinions TEXT DEFAULT '' NOT NULL,
    talk TEXT DEFAULT '' NOT NULL,
    answer TEXT DEFAULT '' NOT NULL,
    situation TEXT DEFAULT '' NOT NULL,
    risk TEXT DEFAULT '' NOT NULL,
    action TEXT DEFAULT '' NOT NULL,
    present JSONB DEFAULT '[]'::jsonb NOT NULL,
    recorded_by_name TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE UNIQUE INDEX contact_open ON contact (petition_id, kind) WHERE state = 'planned';

CREATE INDEX contact_due ON contact (planned_at, id) WHERE state = 'planned';

CREATE INDEX contact_petition ON contact (petition_id, id);
