CREATE TABLE cooperation_matter (
	id TEXT NOT NULL,
	matter_no TEXT NOT NULL,
	kind TEXT NOT NULL,
	issuer TEXT NOT NULL,
	addressee TEXT NOT NULL,
	copies JSONB DEFAULT '[]'::jsonb NOT NULL,
	group_id TEXT DEFAULT '' NOT NULL,
	unit TEXT DEFAULT '' NOT NULL,
	collab_no TEXT DEFAULT '' NOT NULL,
	title TEXT NOT NULL,
	facts JSONB DEFAULT '{}'::jsonb NOT NULL,
	state TEXT NOT NULL,
	mark TEXT DEFAULT '' NOT NULL,
	late BOOLEAN DEFAULT false NOT NULL,
	opened_by TEXT NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	message_id TEXT DEFAULT '' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX cooperation_matter_collab ON cooperation_matter (collab_no);

CREATE INDEX cooperation_matter_group ON cooperation_matter (group_id);

CREATE INDEX cooperation_matter_kind ON cooperation_matter (kind, id);

CREATE INDEX cooperation_matter_unit ON cooperation_matter (unit);

CREATE TABLE cooperation_step (
	matter_id TEXT NOT NULL,
	facts JSONB DEFAULT '{}'::jsonb NOT NULL,
	id TEXT NOT NULL,
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
	FOREIGN KEY(matter_id) REFERENCES cooperation_matter (id)
);

CREATE INDEX cooperation_step_of ON cooperation_step (matter_id, at, no);
