CREATE TABLE listed_account (
	task_id TEXT NOT NULL,
	task_no TEXT NOT NULL,
	issuer TEXT NOT NULL,
	assignee TEXT NOT NULL,
	title TEXT NOT NULL,
	leader TEXT NOT NULL,
	state TEXT NOT NULL,
	due DATE NOT NULL,
	reason TEXT NOT NULL,
	listed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	removed_at TIMESTAMP WITH TIME ZONE,
	told_version INTEGER NOT NULL,
	PRIMARY KEY (task_id)
);

CREATE INDEX listed_account_open ON listed_account (due) WHERE removed_at IS NULL;

CREATE TABLE matter_clock (
	id TEXT NOT NULL,
	matter_kind TEXT NOT NULL,
	matter_id TEXT NOT NULL,
	rule TEXT NOT NULL,
	rule_version TEXT NOT NULL,
	title_zh TEXT NOT NULL,
	title_en TEXT NOT NULL,
	basis TEXT NOT NULL,
	ours BOOLEAN NOT NULL,
	anchor TEXT NOT NULL,
	due TEXT NOT NULL,
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	provisional BOOLEAN NOT NULL,
	trace JSONB DEFAULT '[]'::jsonb NOT NULL,
	marks JSONB DEFAULT '[]'::jsonb NOT NULL,
	given SMALLINT DEFAULT 0 NOT NULL,
	next_mark_at TIMESTAMP WITH TIME ZONE,
	state TEXT DEFAULT 'running' NOT NULL,
	warned TEXT DEFAULT '' NOT NULL,
	ended_at TIMESTAMP WITH TIME ZONE,
	ended_act TEXT DEFAULT '' NOT NULL,
	revision INTEGER DEFAULT 1 NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX matter_clock_due ON matter_clock (due_at) WHERE state = 'running';

CREATE INDEX matter_clock_mark ON matter_clock (next_mark_at) WHERE state = 'running';

CREATE INDEX matter_clock_of ON matter_clock (matter_id, id);

CREATE UNIQUE INDEX matter_clock_once ON matter_clock (matter_id, rule) WHERE state = 'running';

CREATE TABLE matter_file (
	id TEXT NOT NULL,
	matter_id TEXT NOT NULL,
	act_id TEXT DEFAULT '' NOT NULL,
	title TEXT NOT NULL,
	media_type TEXT NOT NULL,
	digest TEXT NOT NULL,
	size BIGINT NOT NULL,
	added_by TEXT NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX matter_file_of ON matter_file (matter_id, id);

CREATE TABLE serial_counter (
	series TEXT NOT NULL,
	period TEXT NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (series, period)
);

CREATE TABLE supervised_task (
	id TEXT NOT NULL,
	task_no TEXT NOT NULL,
	issuer TEXT NOT NULL,
	assignee TEXT NOT NULL,
	unit TEXT DEFAULT '' NOT NULL,
	level TEXT NOT NULL,
	source TEXT NOT NULL,
	source_ref TEXT DEFAULT '' NOT NULL,
	on_behalf TEXT DEFAULT '' NOT NULL,
	collab_no TEXT DEFAULT '' NOT NULL,
	title TEXT NOT NULL,
	demand TEXT NOT NULL,
	standard TEXT NOT NULL,
	due DATE NOT NULL,
	asked_until DATE,
	leader TEXT DEFAULT '' NOT NULL,
	look_back BOOLEAN DEFAULT false NOT NULL,
	looked_back TEXT DEFAULT '' NOT NULL,
	state TEXT NOT NULL,
	mark TEXT DEFAULT '' NOT NULL,
	late BOOLEAN DEFAULT false NOT NULL,
	reminders INTEGER DEFAULT 0 NOT NULL,
	issued_by TEXT NOT NULL,
	issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
	listed_at TIMESTAMP WITH TIME ZONE,
	message_id TEXT DEFAULT '' NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX supervised_task_board ON supervised_task (assignee, due, id);

CREATE INDEX supervised_task_source ON supervised_task (source, source_ref);

CREATE INDEX supervised_task_unit ON supervised_task (unit);

CREATE TABLE supervised_task_step (
	id TEXT NOT NULL,
	task_id TEXT NOT NULL,
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
	FOREIGN KEY(task_id) REFERENCES supervised_task (id)
);

CREATE INDEX supervised_task_step_of ON supervised_task_step (task_id, at, no);

