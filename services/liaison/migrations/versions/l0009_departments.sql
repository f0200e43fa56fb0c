ALTER TABLE cooperation_matter ADD COLUMN from_unit TEXT DEFAULT '' NOT NULL;

ALTER TABLE cooperation_matter ADD COLUMN concerned JSONB DEFAULT '[]'::jsonb NOT NULL;

ALTER TABLE cooperation_step ADD COLUMN account TEXT DEFAULT '' NOT NULL;

CREATE INDEX cooperation_matter_from_unit ON cooperation_matter (from_unit);
