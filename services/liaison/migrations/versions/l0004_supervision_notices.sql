CREATE TABLE supervision_notice (
	id TEXT NOT NULL,
	notice_no TEXT DEFAULT '' NOT NULL,
	kind TEXT NOT NULL,
	issuer TEXT NOT NULL,
	addressee TEXT NOT NULL,
	unit TEXT DEFAULT '' NOT NULL,
	collab_no TEXT DEFAULT '' NOT NULL,
	clue TEXT DEFAULT '' NOT NULL,
	title TEXT NOT NULL,
	facts TEXT NOT NULL,
	demand TEXT NOT NULL,
	basis TEXT NOT NULL,
	due DATE,
	state TEXT NOT NULL,
	mark TEXT DEFAULT '' NOT NULL,
	drafter TEXT DEFAULT '' NOT NULL,
	drafter_name TEXT NOT NULL,
	approver_name TEXT DEFAULT '' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	served_at TIMESTAMP WITH TIME ZONE,
	signed_at TIMESTAMP WITH TIME ZONE,
	late BOOLEAN DEFAULT false NOT NULL,
	message_id TEXT DEFAULT '' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX supervision_notice_by_time ON supervision_notice (created_at, id);

CREATE INDEX supervision_notice_collab ON supervision_notice (collab_no);

CREATE INDEX supervision_notice_unit ON supervision_notice (unit);

CREATE TABLE supervision_notice_step (
	id TEXT NOT NULL,
	notice_id TEXT NOT NULL,
	no INTEGER NOT NULL,
	act TEXT NOT NULL,
	side TEXT NOT NULL,
	agency TEXT NOT NULL,
	by_name TEXT NOT NULL,
	state TEXT NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	until DATE,
	late BOOLEAN DEFAULT false NOT NULL,
	crossed BOOLEAN DEFAULT false NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	message_id TEXT DEFAULT '' NOT NULL,
	unopened BOOLEAN DEFAULT false NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(notice_id) REFERENCES supervision_notice (id)
);

CREATE INDEX supervision_notice_step_of ON supervision_notice_step (notice_id, at, no);

