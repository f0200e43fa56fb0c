CREATE TABLE repeat_marks (
    petition_id TEXT NOT NULL,
    petition_no TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    marks BIGINT[] NOT NULL,
    people TEXT[] NOT NULL,
    ask TEXT DEFAULT 'never' NOT NULL,
    PRIMARY KEY (petition_id)
);

CREATE INDEX repeat_marks_text ON repeat_marks USING gin (marks);

CREATE INDEX repeat_marks_people ON repeat_marks USING gin (people);

CREATE INDEX repeat_marks_number ON repeat_marks (petition_no);

CREATE INDEX repeat_marks_due ON repeat_marks (petition_id) WHERE ask = 'due';

CREATE TABLE repeat_decision (
    first_id TEXT NOT NULL,
    second_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    decided_by TEXT NOT NULL,
    decided_by_name TEXT NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (first_id, second_id),
    CONSTRAINT repeat_decision_order CHECK (first_id < second_id)
);

CREATE INDEX repeat_decision_second ON repeat_decision (second_id);

CREATE TABLE repeat_peer_match (
    petition_id TEXT NOT NULL,
    agency TEXT NOT NULL,
    petition_no TEXT NOT NULL,
    same_person BOOLEAN NOT NULL,
    same_subject BOOLEAN NOT NULL,
    learned_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (petition_id, agency, petition_no)
);
