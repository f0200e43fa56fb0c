CREATE TABLE report (
    id TEXT NOT NULL,
    receipt_no TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    title TEXT NOT NULL,
    facts TEXT NOT NULL,
    place TEXT NOT NULL,
    occurred_on DATE,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    registered_by TEXT NOT NULL,
    registered_by_name TEXT NOT NULL,
    emergency BOOLEAN NOT NULL,
    late BOOLEAN NOT NULL,
    alert_no TEXT NOT NULL,
    reporter_name TEXT NOT NULL,
    reporter_id_kind TEXT NOT NULL,
    reporter_id_sealed TEXT NOT NULL,
    reporter_id_hash TEXT NOT NULL,
    reporter_phone_sealed TEXT NOT NULL,
    reporter_address_sealed TEXT NOT NULL,
    reporter_confidential BOOLEAN NOT NULL,
    case_id TEXT,
    case_no TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (receipt_no),
    UNIQUE (collab_no)
);

CREATE INDEX report_by_registrar ON report (registered_by, id);

CREATE INDEX report_by_unit ON report (unit, id);

CREATE INDEX report_reporter_id ON report (reporter_id_hash) WHERE reporter_id_hash <> '';

CREATE TABLE serial_counter (
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, period)
);

CREATE TABLE report_item (
    report_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    feature TEXT NOT NULL,
    PRIMARY KEY (report_id, no),
    FOREIGN KEY(report_id) REFERENCES report (id)
);

CREATE TABLE report_suspect (
    report_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    name TEXT NOT NULL,
    id_kind TEXT NOT NULL,
    id_sealed TEXT NOT NULL,
    id_hash TEXT NOT NULL,
    sex TEXT NOT NULL,
    PRIMARY KEY (report_id, no),
    FOREIGN KEY(report_id) REFERENCES report (id)
);

CREATE INDEX report_suspect_id ON report_suspect (id_hash) WHERE id_hash <> '';
