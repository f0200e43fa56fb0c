CREATE TABLE search_entry (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    people TEXT[] DEFAULT '{}' NOT NULL,
    barred TEXT[] DEFAULT '{}' NOT NULL,
    restricted BOOLEAN DEFAULT false NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (id)
);

ALTER TABLE search_entry ALTER COLUMN words SET STATISTICS 200;

CREATE INDEX search_entry_newest ON search_entry (at, id);

CREATE INDEX search_entry_people ON search_entry USING gin (people);

CREATE INDEX search_entry_unit ON search_entry (unit, at, id);

CREATE INDEX search_entry_words ON search_entry USING gin (words);

CREATE TABLE search_key (
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    hidden BOOLEAN DEFAULT false NOT NULL,
    PRIMARY KEY (key, kind, entry_id)
);

CREATE INDEX search_key_begins ON search_key (kind, key text_pattern_ops);

CREATE INDEX search_key_entry ON search_key (entry_id);

CREATE TABLE search_frequent_word (
    word TEXT NOT NULL,
    share FLOAT NOT NULL,
    PRIMARY KEY (word)
);
