CREATE TABLE interference_record (
	id TEXT NOT NULL,
	meeting_id TEXT DEFAULT '' NOT NULL,
	topic_id TEXT DEFAULT '' NOT NULL,
	case_no TEXT DEFAULT '' NOT NULL,
	agency TEXT NOT NULL,
	account_id TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	act TEXT NOT NULL,
	sentence TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX interference_record_at ON interference_record (at, id);

CREATE TABLE meeting (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	convener TEXT NOT NULL,
	state TEXT NOT NULL,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	number TEXT DEFAULT '' NOT NULL,
	head JSONB NOT NULL,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX meeting_start ON meeting (starts_at, id);

CREATE TABLE meeting_minutes_serial (
	year INTEGER NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (year)
);

CREATE TABLE meeting_sent_act (
	notice_id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	account_id TEXT NOT NULL,
	body JSONB NOT NULL,
	acted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (notice_id)
);

CREATE INDEX meeting_sent_act_meeting ON meeting_sent_act (meeting_id, notice_id);

CREATE TABLE meeting_topic_proposal (
	id TEXT NOT NULL,
	convener TEXT NOT NULL,
	proposer TEXT NOT NULL,
	state TEXT NOT NULL,
	meeting_id TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	body JSONB NOT NULL,
	proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	decided_at TIMESTAMP WITH TIME ZONE,
	PRIMARY KEY (id)
);

CREATE INDEX meeting_topic_proposal_open ON meeting_topic_proposal (id) WHERE state = 'proposed';

CREATE TABLE meeting_upload (
	id TEXT NOT NULL,
	title TEXT NOT NULL,
	media_type TEXT NOT NULL,
	digest TEXT NOT NULL,
	size INTEGER NOT NULL,
	account_id TEXT NOT NULL,
	uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (id)
);

CREATE TABLE meeting_part (
	meeting_id TEXT NOT NULL,
	part_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	version INTEGER NOT NULL,
	topic_id TEXT DEFAULT '' NOT NULL,
	agency TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT '' NOT NULL,
	due_on DATE,
	body JSONB NOT NULL,
	PRIMARY KEY (meeting_id, part_id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX meeting_part_agency ON meeting_part (agency, state) WHERE kind = 'resolution';

CREATE INDEX meeting_part_board ON meeting_part (due_on, part_id) WHERE kind = 'resolution';

CREATE TABLE meeting_section_revision (
	meeting_id TEXT NOT NULL,
	part_id TEXT NOT NULL,
	revision INTEGER NOT NULL,
	body JSONB NOT NULL,
	PRIMARY KEY (meeting_id, part_id, revision),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);
