-- The message of a chat that keeps itself up to date, as JSON: a coordinator's report of an
-- announcement that is going out.
ALTER TABLE conversation ADD COLUMN live TEXT;
