-- By which invitation whoever asks to join had come, where it has each name their own firm.
ALTER TABLE join_request ADD COLUMN came_by INTEGER REFERENCES invitation (id);
