CREATE TABLE joint_arrived_notice (
    sender TEXT NOT NULL,
    notice_id TEXT NOT NULL,
    message TEXT NOT NULL,
    message_id TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    petition_no TEXT NOT NULL,
    petition_id TEXT DEFAULT '' NOT NULL,
    state TEXT NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    acted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    answer TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (sender, notice_id)
);

CREATE INDEX joint_arrived_notice_message ON joint_arrived_notice (message_id);

CREATE INDEX joint_arrived_notice_noted ON joint_arrived_notice (received_at, notice_id) WHERE state = 'noted';

CREATE INDEX joint_arrived_notice_waiting ON joint_arrived_notice (collab_no) WHERE state = 'waiting';

CREATE TABLE joint_dispute (
    id TEXT NOT NULL,
    about TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    petition_no TEXT NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    "of" TEXT DEFAULT '' NOT NULL,
    part_no INTEGER,
    raised_by TEXT NOT NULL,
    agencies JSONB NOT NULL,
    proposed TEXT DEFAULT '' NOT NULL,
    reason TEXT NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due TEXT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    decision_id TEXT DEFAULT '' NOT NULL,
    agency TEXT DEFAULT '' NOT NULL,
    decision_reason TEXT DEFAULT '' NOT NULL,
    decision_basis TEXT DEFAULT '' NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX joint_dispute_collab ON joint_dispute (collab_no);

CREATE INDEX joint_dispute_open ON joint_dispute (due_at, id) WHERE state = 'open';

CREATE TABLE joint_known_petition (
    agency TEXT NOT NULL,
    petition_no TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    channel TEXT NOT NULL,
    category TEXT NOT NULL,
    topic TEXT NOT NULL,
    first_time BOOLEAN NOT NULL,
    collective BOOLEAN NOT NULL,
    skip_level BOOLEAN NOT NULL,
    people INTEGER NOT NULL,
    registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    first_handler_unit TEXT NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    state_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (agency, petition_no)
);

CREATE INDEX joint_known_petition_collab ON joint_known_petition (collab_no);

CREATE TABLE joint_matter (
    id TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    petition_id TEXT DEFAULT '' NOT NULL,
    host TEXT NOT NULL,
    title TEXT NOT NULL,
    edition INTEGER DEFAULT 1 NOT NULL,
    lead_agency TEXT NOT NULL,
    lead_rule TEXT NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    split_at TIMESTAMP WITH TIME ZONE NOT NULL,
    restricted BOOLEAN DEFAULT false NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (collab_no)
);

CREATE INDEX joint_matter_open ON joint_matter (id) WHERE state <> 'completed';

CREATE INDEX joint_matter_petition ON joint_matter (petition_id) WHERE petition_id <> '';

CREATE TABLE joint_peer_progress (
    petition_id TEXT NOT NULL,
    agency TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    petition_no TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    state_at TIMESTAMP WITH TIME ZONE,
    officer TEXT DEFAULT '' NOT NULL,
    next_on DATE,
    due TEXT DEFAULT '' NOT NULL,
    due_rule TEXT DEFAULT '' NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    outcome TEXT DEFAULT '' NOT NULL,
    answer_text TEXT DEFAULT '' NOT NULL,
    answer_document_no TEXT DEFAULT '' NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    closing_path TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (petition_id, agency)
);

CREATE TABLE joint_sent_notice (
    notice_id TEXT NOT NULL,
    receiver TEXT NOT NULL,
    message TEXT NOT NULL,
    petition_id TEXT DEFAULT '' NOT NULL,
    collab_no TEXT NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    message_id TEXT DEFAULT '' NOT NULL,
    step TEXT DEFAULT '' NOT NULL,
    step_at TIMESTAMP WITH TIME ZONE,
    warn_at TIMESTAMP WITH TIME ZONE,
    fail_at TIMESTAMP WITH TIME ZONE,
    problems JSONB DEFAULT '[]'::jsonb NOT NULL,
    PRIMARY KEY (notice_id, receiver)
);

CREATE INDEX joint_sent_notice_collab ON joint_sent_notice (collab_no, notice_id);

CREATE INDEX joint_sent_notice_petition ON joint_sent_notice (petition_id, notice_id);

CREATE TABLE joint_track_task (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    acted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    done_by TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX joint_track_task_open ON joint_track_task (account_id, id) WHERE done_at IS NULL;

CREATE INDEX joint_track_task_petition ON joint_track_task (petition_id, id);

CREATE TABLE joint_part (
    joint_id TEXT NOT NULL,
    part_no INTEGER NOT NULL,
    agency TEXT NOT NULL,
    request_nos JSONB NOT NULL,
    main BOOLEAN DEFAULT false NOT NULL,
    case_no TEXT DEFAULT '' NOT NULL,
    notice_id TEXT DEFAULT '' NOT NULL,
    due TEXT DEFAULT '' NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    own_petition_id TEXT DEFAULT '' NOT NULL,
    petition_no TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    state_at TIMESTAMP WITH TIME ZONE,
    officer TEXT DEFAULT '' NOT NULL,
    answer_id TEXT DEFAULT '' NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    outcome TEXT DEFAULT '' NOT NULL,
    results JSONB DEFAULT '{}'::jsonb NOT NULL,
    answer_text TEXT DEFAULT '' NOT NULL,
    answer_basis TEXT DEFAULT '' NOT NULL,
    answer_document_no TEXT DEFAULT '' NOT NULL,
    answered_by TEXT DEFAULT '' NOT NULL,
    objection TEXT DEFAULT '' NOT NULL,
    objection_id TEXT DEFAULT '' NOT NULL,
    objection_reason TEXT DEFAULT '' NOT NULL,
    competent TEXT DEFAULT '' NOT NULL,
    objected_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (joint_id, part_no),
    FOREIGN KEY(joint_id) REFERENCES joint_matter (id)
);

CREATE INDEX joint_part_own ON joint_part (own_petition_id) WHERE own_petition_id <> '';

CREATE TABLE joint_reply (
    joint_id TEXT NOT NULL,
    edition INTEGER NOT NULL,
    lead_agency TEXT NOT NULL,
    body TEXT NOT NULL,
    parts JSONB NOT NULL,
    missing JSONB DEFAULT '[]'::jsonb NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    answered_by TEXT NOT NULL,
    PRIMARY KEY (joint_id, edition),
    FOREIGN KEY(joint_id) REFERENCES joint_matter (id)
);
