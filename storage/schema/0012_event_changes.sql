-- What of an event was changed last, which those who come are told: facts parted by commas. And why
-- it was called off, in Spanish and in English, where that was said.
ALTER TABLE event ADD COLUMN news TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN off_es TEXT;
ALTER TABLE event ADD COLUMN off_en TEXT;
