CREATE TABLE desk (
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    agency TEXT NOT NULL,
    queues TEXT[] NOT NULL,
    room TEXT DEFAULT '' NOT NULL,
    services TEXT[] DEFAULT '{}' NOT NULL,
    powers TEXT DEFAULT '' NOT NULL,
    person_name TEXT DEFAULT '' NOT NULL,
    substitute_name TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'closed' NOT NULL,
    clerk_id TEXT,
    clerk_name TEXT DEFAULT '' NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (code)
);

CREATE UNIQUE INDEX desk_one_per_clerk ON desk (clerk_id) WHERE state <> 'closed';

CREATE TABLE desk_change (
    id TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    state TEXT NOT NULL,
    clerk_id TEXT NOT NULL,
    clerk_name TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(desk_id) REFERENCES desk (id)
);

CREATE INDEX desk_change_by_desk ON desk_change (desk_id, at);

CREATE TABLE ticket (
    id TEXT NOT NULL,
    day DATE NOT NULL,
    queue TEXT NOT NULL,
    serial INTEGER NOT NULL,
    number TEXT NOT NULL,
    code TEXT NOT NULL,
    priority TEXT NOT NULL,
    people SMALLINT NOT NULL,
    matter TEXT DEFAULT '' NOT NULL,
    state TEXT NOT NULL,
    desk_id TEXT,
    clerk_id TEXT,
    clerk_name TEXT DEFAULT '' NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    order_at TIMESTAMP WITH TIME ZONE NOT NULL,
    first_called_at TIMESTAMP WITH TIME ZONE,
    called_at TIMESTAMP WITH TIME ZONE,
    calls SMALLINT DEFAULT 0 NOT NULL,
    skips SMALLINT DEFAULT 0 NOT NULL,
    serving_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    outcome TEXT DEFAULT '' NOT NULL,
    standards TEXT[] DEFAULT '{}' NOT NULL,
    petition_id TEXT,
    appointment_id TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (code),
    FOREIGN KEY(desk_id) REFERENCES desk (id)
);

CREATE INDEX ticket_called ON ticket (day, called_at) WHERE called_at IS NOT NULL;

CREATE UNIQUE INDEX ticket_number ON ticket (day, queue, serial);

CREATE UNIQUE INDEX ticket_one_per_desk ON ticket (desk_id) WHERE state IN ('called', 'serving');

CREATE INDEX ticket_waiting ON ticket (day, queue, order_at) WHERE state = 'issued';

CREATE TABLE handover (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    day DATE NOT NULL,
    from_desk_id TEXT NOT NULL,
    from_clerk_id TEXT NOT NULL,
    from_clerk_name TEXT NOT NULL,
    to_queue TEXT NOT NULL,
    to_desk_id TEXT,
    reason TEXT NOT NULL,
    state TEXT DEFAULT 'pending' NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    settled_at TIMESTAMP WITH TIME ZONE,
    taken_desk_id TEXT,
    taken_by TEXT,
    taken_by_name TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    FOREIGN KEY(from_desk_id) REFERENCES desk (id),
    FOREIGN KEY(to_desk_id) REFERENCES desk (id),
    FOREIGN KEY(taken_desk_id) REFERENCES desk (id)
);

CREATE INDEX handover_by_day ON handover (day, at);

CREATE INDEX handover_due ON handover (due_at) WHERE state = 'pending';

CREATE UNIQUE INDEX handover_pending ON handover (ticket_id) WHERE state = 'pending';

CREATE TABLE visit_rating (
    ticket_id TEXT NOT NULL,
    day DATE NOT NULL,
    receiver_id TEXT NOT NULL,
    receiver_name TEXT NOT NULL,
    score SMALLINT NOT NULL,
    kept TEXT[] DEFAULT '{}' NOT NULL,
    comment TEXT DEFAULT '' NOT NULL,
    by_slip BOOLEAN NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (ticket_id),
    FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);

CREATE INDEX visit_rating_by_receiver ON visit_rating (receiver_id, day);
