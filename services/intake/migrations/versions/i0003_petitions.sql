CREATE TABLE petition (
    id TEXT NOT NULL,
    petition_no TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    query_hash TEXT DEFAULT '' NOT NULL,
    channel TEXT NOT NULL,
    origin TEXT DEFAULT 'direct' NOT NULL,
    origin_agency TEXT DEFAULT '' NOT NULL,
    origin_petition_no TEXT DEFAULT '' NOT NULL,
    report_day DATE,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    registered_by TEXT NOT NULL,
    registered_by_name TEXT NOT NULL,
    unit TEXT NOT NULL,
    title TEXT NOT NULL,
    facts TEXT DEFAULT '' NOT NULL,
    reasons TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    category TEXT NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    people_count INTEGER DEFAULT 1 NOT NULL,
    collective BOOLEAN DEFAULT false NOT NULL,
    collective_threshold INTEGER DEFAULT 5 NOT NULL,
    repeat BOOLEAN DEFAULT false NOT NULL,
    skip_level BOOLEAN DEFAULT false NOT NULL,
    urgent BOOLEAN DEFAULT false NOT NULL,
    serious TEXT DEFAULT '' NOT NULL,
    confidential BOOLEAN DEFAULT false NOT NULL,
    vulnerable BOOLEAN DEFAULT false NOT NULL,
    long_standing BOOLEAN DEFAULT false NOT NULL,
    complaint_kind TEXT DEFAULT '' NOT NULL,
    sensitivity TEXT DEFAULT 'L3' NOT NULL,
    case_numbers JSONB DEFAULT '[]'::jsonb NOT NULL,
    state TEXT NOT NULL,
    flags JSONB DEFAULT '[]'::jsonb NOT NULL,
    competent_agency TEXT DEFAULT '' NOT NULL,
    competent_name TEXT DEFAULT '' NOT NULL,
    first_handler_id TEXT DEFAULT '' NOT NULL,
    first_handler_name TEXT DEFAULT '' NOT NULL,
    first_handler_unit TEXT DEFAULT '' NOT NULL,
    first_handler_agency TEXT DEFAULT '' NOT NULL,
    duty TEXT DEFAULT 'investigate' NOT NULL,
    officer_id TEXT DEFAULT '' NOT NULL,
    officer_name TEXT DEFAULT '' NOT NULL,
    plan JSONB DEFAULT '{}'::jsonb NOT NULL,
    leader_received_by TEXT DEFAULT '' NOT NULL,
    leader_received_at TIMESTAMP WITH TIME ZONE,
    case_no TEXT DEFAULT '' NOT NULL,
    closing_path TEXT DEFAULT '' NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    participants JSONB DEFAULT '{}'::jsonb NOT NULL,
    recused JSONB DEFAULT '{}'::jsonb NOT NULL,
    due_order TIMESTAMP WITH TIME ZONE DEFAULT '9999-12-31 00:00:00+00' NOT NULL,
    due_rule TEXT DEFAULT '' NOT NULL,
    last_act_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (petition_no)
);

CREATE INDEX petition_by_collab ON petition (collab_no);

CREATE INDEX petition_by_due ON petition (due_order, id);

CREATE INDEX petition_by_first_handler ON petition (first_handler_id, due_order, id) WHERE first_handler_id <> '';

CREATE INDEX petition_by_officer ON petition (officer_id, due_order, id) WHERE officer_id <> '';

CREATE INDEX petition_by_origin ON petition (origin_agency, origin_petition_no) WHERE origin_petition_no <> '';

CREATE INDEX petition_by_received ON petition (received_at, id);

CREATE INDEX petition_by_registrar ON petition (registered_by, id);

CREATE INDEX petition_by_unit ON petition (unit, due_order, id);

CREATE INDEX petition_participants ON petition USING gin (participants);

CREATE TABLE query_try (
    key TEXT NOT NULL,
    tries INTEGER NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (key)
);

CREATE TABLE petition_accused (
    petition_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    agency TEXT NOT NULL,
    unit TEXT NOT NULL,
    account_id TEXT NOT NULL,
    name_sealed TEXT NOT NULL,
    post_sealed TEXT NOT NULL,
    PRIMARY KEY (petition_id, no),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE INDEX petition_accused_account ON petition_accused (account_id) WHERE account_id <> '';

CREATE INDEX petition_accused_unit ON petition_accused (unit) WHERE unit <> '';

CREATE TABLE petition_answer (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    way TEXT NOT NULL,
    result TEXT NOT NULL,
    claims TEXT NOT NULL,
    facts_and_reasons TEXT NOT NULL,
    opinion TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    body TEXT NOT NULL,
    document_no TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    signed_by_name TEXT NOT NULL,
    signed_as_leader BOOLEAN DEFAULT false NOT NULL,
    issued_by TEXT NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    served_at TIMESTAMP WITH TIME ZONE,
    served_how TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE INDEX petition_answer_by_petition ON petition_answer (petition_id, id);

CREATE TABLE petition_attachment (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    pages INTEGER NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    restricted BOOLEAN DEFAULT false NOT NULL,
    added_by TEXT NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE INDEX petition_attachment_by_petition ON petition_attachment (petition_id, id);

CREATE TABLE petition_clock (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    basis TEXT NOT NULL,
    party BOOLEAN NOT NULL,
    anchor TEXT NOT NULL,
    due TEXT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
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
    PRIMARY KEY (id),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE INDEX petition_clock_by_petition ON petition_clock (petition_id, id);

CREATE UNIQUE INDEX petition_clock_once ON petition_clock (petition_id, rule) WHERE state IN ('running', 'paused');

CREATE INDEX petition_clock_open ON petition_clock (due_at, id) WHERE state IN ('running', 'paused');

CREATE TABLE petition_closing (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    path TEXT NOT NULL,
    state TEXT NOT NULL,
    checks JSONB DEFAULT '{}'::jsonb NOT NULL,
    follow_up TEXT NOT NULL,
    follow_up_until DATE,
    confirmed_by TEXT NOT NULL,
    confirmation_level TEXT NOT NULL,
    confirmation_no TEXT NOT NULL,
    case_no TEXT NOT NULL,
    case_no_told_at TIMESTAMP WITH TIME ZONE,
    note TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_by_name TEXT NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    decided_by_name TEXT DEFAULT '' NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE,
    decision_note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE INDEX petition_closing_by_petition ON petition_closing (petition_id, id);

CREATE UNIQUE INDEX petition_closing_open ON petition_closing (petition_id) WHERE state = 'proposed';

CREATE TABLE petition_first_handler (
    petition_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    account_name TEXT NOT NULL,
    unit TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    record TEXT NOT NULL,
    offered_by TEXT NOT NULL,
    offered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    since TIMESTAMP WITH TIME ZONE,
    until TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id, no),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE INDEX petition_first_handler_account ON petition_first_handler (account_id, state);

CREATE UNIQUE INDEX petition_first_handler_offer ON petition_first_handler (petition_id) WHERE state = 'offered';

CREATE TABLE petition_link (
    petition_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    explanation TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (petition_id, other_id, kind),
    FOREIGN KEY(petition_id) REFERENCES petition (id),
    FOREIGN KEY(other_id) REFERENCES petition (id)
);

CREATE INDEX petition_link_other ON petition_link (other_id);

CREATE TABLE petition_person (
    petition_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    id_kind TEXT NOT NULL,
    id_sealed TEXT NOT NULL,
    id_hash TEXT NOT NULL,
    id_masked TEXT NOT NULL,
    phone_sealed TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    phone_masked TEXT NOT NULL,
    address_sealed TEXT NOT NULL,
    address_hash TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth_date DATE,
    vulnerable JSONB DEFAULT '[]'::jsonb NOT NULL,
    PRIMARY KEY (petition_id, no),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE INDEX petition_person_id ON petition_person (id_hash) WHERE id_hash <> '';

CREATE INDEX petition_person_name ON petition_person (name);

CREATE INDEX petition_person_phone ON petition_person (phone_hash) WHERE phone_hash <> '';

CREATE TABLE petition_request (
    petition_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    content TEXT NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    result TEXT DEFAULT '' NOT NULL,
    answer_id TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (petition_id, no),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE TABLE petition_step (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    act TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    agency TEXT NOT NULL,
    basis TEXT NOT NULL,
    documents JSONB DEFAULT '[]'::jsonb NOT NULL,
    note TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(petition_id) REFERENCES petition (id)
);

CREATE INDEX petition_step_by_petition ON petition_step (petition_id, version);

CREATE TABLE petition_clock_extension (
    clock_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    approved_by TEXT NOT NULL,
    approved_by_name TEXT NOT NULL,
    approved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reason TEXT NOT NULL,
    document_no TEXT NOT NULL,
    PRIMARY KEY (clock_id, number),
    FOREIGN KEY(clock_id) REFERENCES petition_clock (id)
);
