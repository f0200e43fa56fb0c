CREATE TABLE matter (
    case_id TEXT NOT NULL,
    case_no TEXT NOT NULL,
    collab_no TEXT NOT NULL,
    unit TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE,
    last_act TEXT DEFAULT '' NOT NULL,
    last_acted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    steps INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (case_id)
);

CREATE INDEX matter_rest ON matter (last_acted_at, case_id);

CREATE INDEX matter_unit ON matter (unit, last_acted_at);

CREATE TABLE watched_clock (
    id TEXT NOT NULL,
    revision INTEGER DEFAULT 0 NOT NULL,
    case_id TEXT DEFAULT '' NOT NULL,
    case_no TEXT DEFAULT '' NOT NULL,
    collab_no TEXT DEFAULT '' NOT NULL,
    suspect_id TEXT,
    unit TEXT DEFAULT '' NOT NULL,
    owner TEXT,
    rule TEXT DEFAULT '' NOT NULL,
    rule_version TEXT DEFAULT '' NOT NULL,
    title_zh TEXT DEFAULT '' NOT NULL,
    title_en TEXT DEFAULT '' NOT NULL,
    basis TEXT DEFAULT '' NOT NULL,
    anchor TEXT DEFAULT '' NOT NULL,
    due TEXT DEFAULT '' NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    custody BOOLEAN DEFAULT false NOT NULL,
    provisional BOOLEAN DEFAULT false NOT NULL,
    warn_at JSONB DEFAULT '[]'::jsonb NOT NULL,
    first_warn_at TIMESTAMP WITH TIME ZONE,
    next_warn_at TIMESTAMP WITH TIME ZONE,
    trace JSONB DEFAULT '[]'::jsonb NOT NULL,
    warned_at TIMESTAMP WITH TIME ZONE,
    breached_at TIMESTAMP WITH TIME ZONE,
    ended_revision INTEGER DEFAULT 0 NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended_act TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX watched_clock_case ON watched_clock (case_id);

CREATE INDEX watched_clock_due ON watched_clock (due_at, id) WHERE revision > ended_revision;

CREATE INDEX watched_clock_unit ON watched_clock (unit, due_at, id);

CREATE INDEX watched_clock_warn ON watched_clock (next_warn_at) WHERE revision > ended_revision;
