CREATE TABLE case_record (
    id TEXT NOT NULL,
    case_no TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    charge TEXT DEFAULT '' NOT NULL,
    facts TEXT DEFAULT '' NOT NULL,
    unit TEXT NOT NULL,
    handler_id TEXT,
    handler_name TEXT DEFAULT '' NOT NULL,
    participants JSONB DEFAULT '{}'::jsonb NOT NULL,
    state TEXT NOT NULL,
    holder TEXT NOT NULL,
    returns INTEGER DEFAULT 0 NOT NULL,
    adjournments INTEGER DEFAULT 0 NOT NULL,
    flags TEXT[] DEFAULT '{}' NOT NULL,
    exit_check JSONB,
    head_signed_by TEXT DEFAULT '' NOT NULL,
    head_signed_name TEXT DEFAULT '' NOT NULL,
    head_signed_at TIMESTAMP WITH TIME ZONE,
    open_transfer TEXT,
    source_report_id TEXT,
    sensitivity TEXT DEFAULT 'L3' NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_act_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (case_no),
    UNIQUE (collab_no),
    UNIQUE (source_report_id)
);

CREATE INDEX case_by_act ON case_record (last_act_at, id);

CREATE INDEX case_by_handler ON case_record (handler_id, last_act_at, id);

CREATE INDEX case_by_state ON case_record (state, last_act_at, id);

CREATE INDEX case_by_unit ON case_record (unit, last_act_at, id);

CREATE TABLE counter (
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, period)
);

CREATE TABLE deadline (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    suspect_id TEXT,
    rule TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    basis TEXT NOT NULL,
    anchor TEXT NOT NULL,
    due TEXT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    custody BOOLEAN NOT NULL,
    provisional BOOLEAN NOT NULL,
    extensions INTEGER DEFAULT 0 NOT NULL,
    max_extensions INTEGER DEFAULT 0 NOT NULL,
    excluded JSONB DEFAULT '[]'::jsonb NOT NULL,
    warn_at JSONB DEFAULT '[]'::jsonb NOT NULL,
    trace JSONB DEFAULT '[]'::jsonb NOT NULL,
    state TEXT DEFAULT 'running' NOT NULL,
    paused_since DATE,
    warned TEXT DEFAULT '' NOT NULL,
    started_act TEXT NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended_act TEXT DEFAULT '' NOT NULL,
    revision INTEGER DEFAULT 1 NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX deadline_by_case ON deadline (case_id, id);

CREATE INDEX deadline_open ON deadline (due_at, id) WHERE state IN ('running', 'paused');

CREATE TABLE document (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    suspect_id TEXT,
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    document_no TEXT DEFAULT '' NOT NULL,
    dated DATE NOT NULL,
    pages INTEGER DEFAULT 0 NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    agency TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    issued_by_name TEXT DEFAULT '' NOT NULL,
    step TEXT NOT NULL,
    round INTEGER DEFAULT 0 NOT NULL,
    origin TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX document_by_case ON document (case_id, id);

CREATE TABLE notice (
    id TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    case_id TEXT,
    message TEXT NOT NULL,
    message_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    act TEXT NOT NULL,
    body JSONB NOT NULL,
    state TEXT NOT NULL,
    acted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    applied_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id)
);

CREATE INDEX notice_by_matter ON notice (collab_no, acted_at, id);

CREATE INDEX notice_waiting ON notice (collab_no) WHERE state = 'waiting';

CREATE TABLE package (
    id TEXT NOT NULL,
    transfer_id TEXT NOT NULL,
    package_version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sender TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    case_no TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    body JSONB NOT NULL,
    numbers_sealed TEXT DEFAULT '' NOT NULL,
    checks JSONB DEFAULT '[]'::jsonb NOT NULL,
    message_id TEXT NOT NULL,
    trace_id TEXT,
    parties INTEGER NOT NULL,
    in_custody INTEGER NOT NULL,
    earliest_custody_end TEXT,
    submitted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE,
    opened_by TEXT DEFAULT '' NOT NULL,
    case_id TEXT,
    receiving_no TEXT DEFAULT '' NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE,
    decided_by TEXT DEFAULT '' NOT NULL,
    decided_by_name TEXT DEFAULT '' NOT NULL,
    problems JSONB DEFAULT '[]'::jsonb NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (transfer_id, package_version)
);

CREATE INDEX ix_package_collab_no ON package (collab_no);

CREATE INDEX package_by_state ON package (state, received_at, id);

CREATE TABLE transfer (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    receiver TEXT NOT NULL,
    state TEXT NOT NULL,
    act TEXT DEFAULT '' NOT NULL,
    round INTEGER DEFAULT 0 NOT NULL,
    summary TEXT DEFAULT '' NOT NULL,
    lawyers TEXT[] DEFAULT '{}' NOT NULL,
    suspect_ids TEXT[] DEFAULT '{}' NOT NULL,
    items JSONB DEFAULT '[]'::jsonb NOT NULL,
    parties JSONB DEFAULT '[]'::jsonb NOT NULL,
    clocks JSONB DEFAULT '[]'::jsonb NOT NULL,
    exit_check JSONB,
    head_signed_by TEXT DEFAULT '' NOT NULL,
    message_id TEXT,
    trace_id TEXT,
    submitted_at TIMESTAMP WITH TIME ZONE,
    evidence_step TEXT DEFAULT '' NOT NULL,
    evidences JSONB DEFAULT '{}'::jsonb NOT NULL,
    receiving_no TEXT DEFAULT '' NOT NULL,
    accepted_at TIMESTAMP WITH TIME ZONE,
    accepted_by TEXT DEFAULT '' NOT NULL,
    problems JSONB DEFAULT '[]'::jsonb NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    created_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    package_version INTEGER DEFAULT 1 NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_transfer_case_id ON transfer (case_id);

CREATE INDEX transfer_by_state ON transfer (state, created_at, id);

CREATE TABLE deadline_extension (
    deadline_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_on DATE NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (deadline_id, number),
    FOREIGN KEY(deadline_id) REFERENCES deadline (id)
);

CREATE TABLE suspect (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    name TEXT NOT NULL,
    id_kind TEXT DEFAULT 'none' NOT NULL,
    id_sealed TEXT DEFAULT '' NOT NULL,
    id_hash TEXT DEFAULT '' NOT NULL,
    id_masked TEXT DEFAULT '' NOT NULL,
    sex TEXT DEFAULT 'unknown' NOT NULL,
    birth_date DATE,
    minor BOOLEAN DEFAULT false NOT NULL,
    state TEXT NOT NULL,
    at_large BOOLEAN DEFAULT false NOT NULL,
    custody_until TEXT,
    charge TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES case_record (id)
);

CREATE INDEX ix_suspect_case_id ON suspect (case_id);

CREATE INDEX suspect_by_id_hash ON suspect (id_hash) WHERE id_hash <> '';

CREATE TABLE timeline_entry (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    act TEXT NOT NULL,
    transition TEXT NOT NULL,
    suspect_id TEXT,
    actor_id TEXT NOT NULL,
    actor_name TEXT DEFAULT '' NOT NULL,
    agency TEXT NOT NULL,
    basis TEXT DEFAULT '' NOT NULL,
    documents TEXT[] DEFAULT '{}' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    from_state TEXT DEFAULT '' NOT NULL,
    to_state TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES case_record (id)
);

CREATE UNIQUE INDEX timeline_by_case ON timeline_entry (case_id, version);
