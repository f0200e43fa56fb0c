CREATE TABLE paper (
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    matter_kind TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    dated DATE NOT NULL,
    content TEXT NOT NULL,
    code TEXT NOT NULL,
    state TEXT DEFAULT 'valid' NOT NULL,
    replaced_by TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by TEXT NOT NULL,
    made_by_name TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX paper_by_matter ON paper (matter_id, id);

CREATE UNIQUE INDEX paper_code ON paper (code) WHERE code <> '';

CREATE UNIQUE INDEX paper_number ON paper (number) WHERE number <> '';

CREATE UNIQUE INDEX paper_unnumbered ON paper (matter_id, type) WHERE number = '';

CREATE TABLE paper_print (
    paper_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    by_hand BOOLEAN DEFAULT false NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    printed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    printed_by TEXT NOT NULL,
    printed_by_name TEXT NOT NULL,
    PRIMARY KEY (paper_id, no),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
);

CREATE TABLE paper_check_try (
    key TEXT NOT NULL,
    tries INTEGER NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (key)
);

