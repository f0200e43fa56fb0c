CREATE TABLE audit_chain (
	"only" SMALLINT DEFAULT 1 NOT NULL, 
	seq BIGINT DEFAULT 0 NOT NULL, 
	hash TEXT DEFAULT '' NOT NULL, 
	at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	PRIMARY KEY ("only")
);

CREATE TABLE audit_entry (
	id TEXT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	account_id TEXT NOT NULL, 
	agency TEXT NOT NULL, 
	unit TEXT DEFAULT '' NOT NULL, 
	roles TEXT DEFAULT '' NOT NULL, 
	act TEXT NOT NULL, 
	object_kind TEXT NOT NULL, 
	object_id TEXT NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	basis TEXT DEFAULT '' NOT NULL, 
	before_digest TEXT DEFAULT '' NOT NULL, 
	after_digest TEXT DEFAULT '' NOT NULL, 
	sensitive_read BOOLEAN DEFAULT false NOT NULL, 
	request_id TEXT DEFAULT '' NOT NULL, 
	correlation_id TEXT DEFAULT '' NOT NULL, 
	client TEXT DEFAULT '' NOT NULL, 
	seq BIGINT, 
	hash TEXT, 
	PRIMARY KEY (id)
);

CREATE INDEX audit_object ON audit_entry (object_kind, object_id);

CREATE UNIQUE INDEX audit_seq ON audit_entry (seq) WHERE seq IS NOT NULL;

CREATE INDEX audit_unsequenced ON audit_entry (id) WHERE seq IS NULL;

CREATE TABLE idempotency_key (
	account_id TEXT NOT NULL, 
	key TEXT NOT NULL, 
	request_hash TEXT NOT NULL, 
	status SMALLINT, 
	content_type TEXT, 
	body BYTEA, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	PRIMARY KEY (account_id, key)
);

CREATE TABLE inbox (
	id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	type TEXT NOT NULL, 
	schema_version INTEGER NOT NULL, 
	subject TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	epoch INTEGER NOT NULL, 
	body BYTEA NOT NULL, 
	envelope BYTEA NOT NULL, 
	digest TEXT NOT NULL, 
	traceparent TEXT, 
	state TEXT DEFAULT 'taken' NOT NULL, 
	attempts INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	next_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	lease_token TEXT, 
	taken_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	stored_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	first_error TEXT DEFAULT '' NOT NULL, 
	last_error TEXT DEFAULT '' NOT NULL, 
	error_code TEXT DEFAULT '' NOT NULL, 
	parked_at TIMESTAMP WITH TIME ZONE, 
	duplicates INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id)
);

CREATE INDEX inbox_order ON inbox (source, subject, sequence) WHERE state <> 'done';

CREATE INDEX inbox_parked ON inbox (parked_at) WHERE state = 'parked';

CREATE INDEX inbox_ready ON inbox (next_at, id) WHERE state = 'taken';

CREATE TABLE inbox_cursor (
	source TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	last BIGINT NOT NULL, 
	PRIMARY KEY (source, subject)
);

CREATE TABLE job_run (
	name TEXT NOT NULL, 
	next_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	runs BIGINT DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	last_error TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (name)
);

CREATE TABLE node_state (
	name TEXT NOT NULL, 
	value JSONB NOT NULL, 
	PRIMARY KEY (name)
);

CREATE TABLE outbox (
	id TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	receiver TEXT NOT NULL, 
	type TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	urgent BOOLEAN DEFAULT false NOT NULL, 
	receipted BOOLEAN DEFAULT false NOT NULL, 
	body BYTEA NOT NULL, 
	digest TEXT NOT NULL, 
	causation_id TEXT, 
	correlation_id TEXT NOT NULL, 
	traceparent TEXT, 
	state TEXT DEFAULT 'open' NOT NULL, 
	attempts INTEGER DEFAULT 0 NOT NULL, 
	sends INTEGER DEFAULT 0 NOT NULL, 
	next_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	lease_token TEXT, 
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	confirmed_at TIMESTAMP WITH TIME ZONE, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	last_error TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id)
);

CREATE INDEX outbox_causation ON outbox (causation_id) WHERE causation_id IS NOT NULL;

CREATE INDEX outbox_open ON outbox (next_at, id) WHERE state IN ('open', 'awaiting_receipt');

CREATE INDEX outbox_subject ON outbox (receiver, subject, sequence);

CREATE TABLE outbox_sequence (
	receiver TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	last BIGINT NOT NULL, 
	PRIMARY KEY (receiver, subject)
);

CREATE TABLE quarantine (
	seq BIGSERIAL NOT NULL, 
	at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	channel TEXT NOT NULL, 
	code TEXT NOT NULL, 
	detail TEXT DEFAULT '' NOT NULL, 
	message_id TEXT, 
	digest TEXT NOT NULL, 
	body BYTEA NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (digest, code)
);

CREATE TABLE skip_request (
	message_id TEXT NOT NULL, 
	requested_by TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	requested_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
	PRIMARY KEY (message_id)
);

INSERT INTO audit_chain ("only", seq, hash) VALUES (1, 0, '');
