CREATE TABLE deliberation (
  id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  question TEXT NOT NULL,
  act TEXT NOT NULL,
  suspect_id TEXT DEFAULT '' NOT NULL,
  asked TEXT NOT NULL,
  report TEXT DEFAULT '' NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_by_name TEXT DEFAULT '' NOT NULL,
  proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT DEFAULT '' NOT NULL,
  convened_by TEXT DEFAULT '' NOT NULL,
  convened_by_name TEXT DEFAULT '' NOT NULL,
  meets_at TIMESTAMP WITH TIME ZONE,
  place TEXT DEFAULT '' NOT NULL,
  order_no INTEGER DEFAULT 0 NOT NULL,
  guests TEXT[] DEFAULT '{}' NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  conclusion TEXT DEFAULT '' NOT NULL,
  supersedes TEXT DEFAULT '' NOT NULL,
  supersede_reason TEXT DEFAULT '' NOT NULL,
  version INTEGER DEFAULT 1 NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(case_id) REFERENCES case_record (id)
);

CREATE INDEX deliberation_by_case ON deliberation (case_id, proposed_at);

CREATE INDEX deliberation_by_time ON deliberation (proposed_at, id);

CREATE UNIQUE INDEX deliberation_order ON deliberation (meets_at, order_no) WHERE state IN ('convened', 'closed');

CREATE TABLE deliberation_seat (
  deliberation_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  present BOOLEAN DEFAULT false NOT NULL,
  recused TEXT DEFAULT '' NOT NULL,
  opinion TEXT DEFAULT '' NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  spoke_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (deliberation_id, account_id),
  FOREIGN KEY(deliberation_id) REFERENCES deliberation (id)
);

CREATE INDEX deliberation_seat_of ON deliberation_seat (account_id);

CREATE TABLE resolution (
  id TEXT NOT NULL,
  deliberation_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  number TEXT NOT NULL,
  document_id TEXT NOT NULL,
  act TEXT NOT NULL,
  suspect_id TEXT DEFAULT '' NOT NULL,
  outcome TEXT NOT NULL,
  votes JSONB NOT NULL,
  told JSONB DEFAULT '[]'::jsonb NOT NULL,
  state TEXT NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  ended_by TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (deliberation_id),
  FOREIGN KEY(deliberation_id) REFERENCES deliberation (id),
  FOREIGN KEY(case_id) REFERENCES case_record (id),
  UNIQUE (number)
);

CREATE INDEX resolution_by_case ON resolution (case_id, made_at);

CREATE INDEX resolution_standing ON resolution (case_id) WHERE state = 'standing';

CREATE TABLE committee_member (
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  since TIMESTAMP WITH TIME ZONE NOT NULL,
  left_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (account_id)
);

CREATE TABLE grave_mark (
  id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  ground TEXT NOT NULL,
  reason TEXT NOT NULL,
  marked_by TEXT NOT NULL,
  marked_by_name TEXT DEFAULT '' NOT NULL,
  marked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  lifted_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (id),
  FOREIGN KEY(case_id) REFERENCES case_record (id)
);

CREATE UNIQUE INDEX grave_mark_of_case ON grave_mark (case_id) WHERE lifted_at IS NULL;

