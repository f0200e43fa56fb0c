CREATE TABLE liaison_officer (
	id TEXT NOT NULL,
	agency TEXT NOT NULL,
	unit TEXT NOT NULL,
	post TEXT NOT NULL,
	name TEXT NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	term_from DATE NOT NULL,
	term_until DATE,
	absent_from DATE,
	absent_until DATE,
	substitute TEXT DEFAULT '' NOT NULL,
	ended BOOLEAN DEFAULT false NOT NULL,
	told_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX liaison_officer_of ON liaison_officer (agency, unit, post);

