CREATE TABLE conversion (
    id TEXT NOT NULL,
    petition_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    earlier_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    first_handler_id TEXT NOT NULL,
    first_handler_name TEXT NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    detected_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT conversion_once UNIQUE (petition_id, kind),
    FOREIGN KEY(petition_id) REFERENCES petition (id),
    FOREIGN KEY(earlier_id) REFERENCES petition (id)
);

CREATE INDEX conversion_earlier ON conversion (earlier_id);

CREATE INDEX conversion_by_time ON conversion (received_at, id);

CREATE INDEX conversion_first_handler ON conversion (first_handler_id, received_at);
