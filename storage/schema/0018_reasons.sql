-- Why an announcement is urgent is written in both languages, as its text is; what one had is in
-- the language of its text, where that is in one only.
ALTER TABLE announcement RENAME COLUMN why TO why_es;
ALTER TABLE announcement ADD COLUMN why_en TEXT;
UPDATE announcement SET why_en = why_es, why_es = NULL
    WHERE text_es IS NULL AND text_en IS NOT NULL AND why_es IS NOT NULL;
