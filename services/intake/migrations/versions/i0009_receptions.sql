CREATE TABLE peer_desk (
    agency TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    clerk_name TEXT NOT NULL,
    services TEXT[] NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (agency, code)
);

CREATE TABLE leader (
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    portfolio TEXT[] DEFAULT '{}' NOT NULL,
    rank SMALLINT NOT NULL,
    active BOOLEAN DEFAULT true NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (account_id)
);

CREATE TABLE leader_session (
    id TEXT NOT NULL,
    agency TEXT NOT NULL,
    day DATE NOT NULL,
    named DATE[] NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    provisional BOOLEAN DEFAULT false NOT NULL,
    leader_id TEXT DEFAULT '' NOT NULL,
    leader_name TEXT DEFAULT '' NOT NULL,
    leader_title TEXT DEFAULT '' NOT NULL,
    state TEXT NOT NULL,
    publish_by DATE NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE,
    moved_from DATE,
    urgent BOOLEAN DEFAULT false NOT NULL,
    decision_no TEXT DEFAULT '' NOT NULL,
    decision_reason TEXT DEFAULT '' NOT NULL,
    held_by TEXT DEFAULT '' NOT NULL,
    held_by_name TEXT DEFAULT '' NOT NULL,
    received INTEGER DEFAULT 0 NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX leader_session_by_day ON leader_session (day);

CREATE UNIQUE INDEX leader_session_day ON leader_session (agency, day) WHERE state <> 'cancelled';

CREATE TABLE appointment (
    id TEXT NOT NULL,
    appointment_no TEXT NOT NULL,
    home TEXT NOT NULL,
    host TEXT NOT NULL,
    matter TEXT NOT NULL,
    brief TEXT NOT NULL,
    petition_id TEXT,
    petition_no TEXT DEFAULT '' NOT NULL,
    petitioner_name TEXT NOT NULL,
    phone_sealed TEXT DEFAULT '' NOT NULL,
    people SMALLINT NOT NULL,
    named_id TEXT DEFAULT '' NOT NULL,
    named_name TEXT DEFAULT '' NOT NULL,
    wish TEXT DEFAULT '' NOT NULL,
    state TEXT NOT NULL,
    offer_no SMALLINT DEFAULT 0 NOT NULL,
    leader_id TEXT DEFAULT '' NOT NULL,
    leader_name TEXT DEFAULT '' NOT NULL,
    leader_title TEXT DEFAULT '' NOT NULL,
    meets_at TIMESTAMP WITH TIME ZONE,
    room TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    consent BOOLEAN,
    reply TEXT DEFAULT '' NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (appointment_no)
);

CREATE INDEX appointment_by_time ON appointment (requested_at, id);

CREATE INDEX appointment_open ON appointment (meets_at) WHERE state NOT IN ('held', 'no_show', 'cancelled');

CREATE TABLE appointment_step (
    id TEXT NOT NULL,
    appointment_id TEXT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    agency TEXT NOT NULL,
    by_name TEXT NOT NULL,
    leader_name TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    consent BOOLEAN,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(appointment_id) REFERENCES appointment (id)
);

CREATE INDEX appointment_step_of ON appointment_step (appointment_id, at);

CREATE TABLE promise_breach (
    id TEXT NOT NULL,
    promise TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    label TEXT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    found_at TIMESTAMP WITH TIME ZONE NOT NULL,
    person_id TEXT DEFAULT '' NOT NULL,
    person_name TEXT DEFAULT '' NOT NULL,
    cause TEXT DEFAULT '' NOT NULL,
    answered_by_name TEXT DEFAULT '' NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX promise_breach_by_time ON promise_breach (found_at, id);

CREATE UNIQUE INDEX promise_breach_once ON promise_breach (promise, object_id);
