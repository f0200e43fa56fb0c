CREATE TABLE material_check (
    petition_id TEXT NOT NULL,
    checklist TEXT NOT NULL,
    received JSONB DEFAULT '[]'::jsonb NOT NULL,
    needed JSONB DEFAULT '[]'::jsonb NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    noted_by TEXT NOT NULL,
    PRIMARY KEY (petition_id)
);

CREATE TABLE material_notice (
    petition_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    paper_id TEXT NOT NULL,
    missing JSONB NOT NULL,
    due DATE NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    fault BOOLEAN NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    issued_by TEXT NOT NULL,
    issued_by_name TEXT NOT NULL,
    PRIMARY KEY (petition_id, no)
);

CREATE INDEX material_notice_faults ON material_notice (issued_at) WHERE fault;

