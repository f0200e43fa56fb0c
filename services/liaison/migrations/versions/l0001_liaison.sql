CREATE TABLE account (
	id TEXT NOT NULL,
	username TEXT NOT NULL,
	name TEXT NOT NULL,
	unit TEXT NOT NULL,
	roles TEXT[] NOT NULL,
	password_hash TEXT NOT NULL,
	disabled BOOLEAN DEFAULT false NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	password_changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (username)
);

CREATE TABLE alarm (
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	peer TEXT NOT NULL,
	object_id TEXT DEFAULT '' NOT NULL,
	times INTEGER DEFAULT 1 NOT NULL,
	raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
	last_at TIMESTAMP WITH TIME ZONE NOT NULL,
	cleared_at TIMESTAMP WITH TIME ZONE,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX alarm_open ON alarm (kind, peer) WHERE cleared_at IS NULL;

CREATE INDEX alarm_raised ON alarm (raised_at);

CREATE TABLE blob_offer (
	agency TEXT NOT NULL,
	digest TEXT NOT NULL,
	message_id TEXT NOT NULL,
	PRIMARY KEY (agency, digest, message_id)
);

CREATE TABLE ledger (
	message_id TEXT NOT NULL,
	direction TEXT NOT NULL,
	peer TEXT NOT NULL,
	type TEXT NOT NULL,
	subject TEXT NOT NULL,
	collab_no TEXT NOT NULL,
	transfer_id TEXT,
	transfer_version INTEGER,
	package BOOLEAN DEFAULT false NOT NULL,
	state TEXT NOT NULL,
	submitted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	relayed_at TIMESTAMP WITH TIME ZONE,
	delivered_at TIMESTAMP WITH TIME ZONE,
	opened_at TIMESTAMP WITH TIME ZONE,
	ended_at TIMESTAMP WITH TIME ZONE,
	relay_warn_at TIMESTAMP WITH TIME ZONE NOT NULL,
	relay_fail_at TIMESTAMP WITH TIME ZONE NOT NULL,
	delivery_warn_at TIMESTAMP WITH TIME ZONE NOT NULL,
	delivery_fail_at TIMESTAMP WITH TIME ZONE NOT NULL,
	look_at TIMESTAMP WITH TIME ZONE,
	problems TEXT DEFAULT '[]' NOT NULL,
	receipt_id TEXT,
	trace_id TEXT,
	PRIMARY KEY (message_id)
);

CREATE INDEX ledger_collab ON ledger (collab_no);

CREATE INDEX ledger_look ON ledger (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX ledger_peer ON ledger (peer, message_id);

CREATE INDEX ledger_reopen ON ledger (opened_at) WHERE direction = 'in' AND receipt_id IS NOT NULL;

CREATE INDEX ledger_transfer ON ledger (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ledger_waiting ON ledger (peer, submitted_at) WHERE state IN ('waiting', 'failed');

CREATE TABLE peer_contact (
	peer TEXT NOT NULL,
	heard_at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (peer)
);

CREATE TABLE reconciliation_run (
	run_id TEXT NOT NULL,
	peer TEXT NOT NULL,
	day DATE NOT NULL,
	until TIMESTAMP WITH TIME ZONE,
	state TEXT NOT NULL,
	sent_here INTEGER NOT NULL,
	received_here INTEGER NOT NULL,
	received_there INTEGER,
	sent_there INTEGER,
	missing TEXT[] DEFAULT '{}' NOT NULL,
	unknown TEXT[] DEFAULT '{}' NOT NULL,
	other TEXT[] DEFAULT '{}' NOT NULL,
	started_at TIMESTAMP WITH TIME ZONE NOT NULL,
	answered_at TIMESTAMP WITH TIME ZONE,
	PRIMARY KEY (run_id)
);

CREATE INDEX reconciliation_open ON reconciliation_run (started_at) WHERE state IN ('proposed', 'different');

CREATE INDEX reconciliation_peer ON reconciliation_run (peer, day, started_at);

CREATE TABLE sign_in_place (
	account_id TEXT NOT NULL,
	address TEXT NOT NULL,
	last_at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (account_id, address)
);

CREATE TABLE sign_in_try (
	key TEXT NOT NULL,
	tries INTEGER DEFAULT 1 NOT NULL,
	since TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (key)
);

CREATE TABLE staff_session (
	id TEXT NOT NULL,
	account_id TEXT NOT NULL,
	started_at TIMESTAMP WITH TIME ZONE NOT NULL,
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX staff_session_account ON staff_session (account_id);

CREATE INDEX staff_session_expires ON staff_session (expires_at);
