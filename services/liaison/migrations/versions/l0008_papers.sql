CREATE TABLE matter_paper (
	id TEXT NOT NULL,
	matter_kind TEXT NOT NULL,
	matter_id TEXT NOT NULL,
	type TEXT NOT NULL,
	no INTEGER NOT NULL,
	number TEXT DEFAULT '' NOT NULL,
	content TEXT NOT NULL,
	file TEXT NOT NULL,
	size INTEGER NOT NULL,
	draft BOOLEAN NOT NULL,
	by_hand BOOLEAN NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	made_by TEXT NOT NULL,
	made_by_name TEXT NOT NULL,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX matter_paper_content ON matter_paper (matter_id, type, content);

CREATE UNIQUE INDEX matter_paper_no ON matter_paper (matter_id, type, no);

