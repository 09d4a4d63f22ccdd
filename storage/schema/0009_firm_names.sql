-- A firm is found by its name without case and accents (storage/names.py): two spellings are one.
-- Not unique: older files may hold both.
ALTER TABLE firm ADD COLUMN bare_name TEXT NOT NULL DEFAULT '';
UPDATE firm SET bare_name = bare(name);
CREATE INDEX firm_by_name ON firm (cluster_id, bare_name, id);
