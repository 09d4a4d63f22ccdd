-- The weekly pulse. What was answered and who has answered stand apart, and nothing joins them: no
-- member, no time finer than the round, no order.

ALTER TABLE cluster ADD COLUMN pulse_weekday INTEGER NOT NULL DEFAULT 3
    CHECK (pulse_weekday BETWEEN 0 AND 6);
ALTER TABLE cluster ADD COLUMN pulse_hour INTEGER NOT NULL DEFAULT 17
    CHECK (pulse_hour BETWEEN 0 AND 23);

CREATE TABLE pulse_round (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    number INTEGER NOT NULL CHECK (number > 0),
    opened_on TEXT NOT NULL CHECK (opened_on IS date(opened_on, '+0 days')),
    closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
    UNIQUE (cluster_id, id),
    UNIQUE (cluster_id, number),
    UNIQUE (cluster_id, opened_on)
) STRICT;
CREATE UNIQUE INDEX pulse_round_open ON pulse_round (cluster_id) WHERE closed = 0;
CREATE INDEX pulse_round_closed ON pulse_round (cluster_id, number) WHERE closed = 1;

-- Who was asked and how many of the questions they are past, whether answered or skipped.
CREATE TABLE pulse_turnout (
    cluster_id INTEGER NOT NULL,
    round_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    past INTEGER NOT NULL DEFAULT 0 CHECK (past BETWEEN 0 AND 3),
    PRIMARY KEY (round_id, member_id),
    FOREIGN KEY (cluster_id, round_id) REFERENCES pulse_round (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT, WITHOUT ROWID;

-- How often each answer was given. All rows of a round are made when it opens, so that none tells
-- by its place when it came; and two answers of one member are not known to be of one.
CREATE TABLE pulse_tally (
    cluster_id INTEGER NOT NULL,
    round_id INTEGER NOT NULL,
    question TEXT NOT NULL CHECK (question <> ''),
    choice INTEGER NOT NULL CHECK (choice >= 0),
    given INTEGER NOT NULL DEFAULT 0 CHECK (given >= 0),
    PRIMARY KEY (round_id, question, choice),
    FOREIGN KEY (cluster_id, round_id) REFERENCES pulse_round (cluster_id, id)
) STRICT, WITHOUT ROWID;

-- What was written, under sixteen random bytes.
CREATE TABLE pulse_words (
    cluster_id INTEGER NOT NULL,
    round_id INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    words TEXT NOT NULL CHECK (words <> ''),
    PRIMARY KEY (round_id, id),
    FOREIGN KEY (cluster_id, round_id) REFERENCES pulse_round (cluster_id, id)
) STRICT, WITHOUT ROWID;

-- How many rounds a member has ignored one after another. Beyond the most that are asked in vain,
-- they have been told that no more come by themselves.
CREATE TABLE pulse_ignored (
    cluster_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    rounds INTEGER NOT NULL CHECK (rounds > 0),
    PRIMARY KEY (cluster_id, member_id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT, WITHOUT ROWID;

-- Messages whose row goes as soon as they are sent: what remains of a member's last step must not
-- tell whether it was tapped or typed.
ALTER TABLE outbox ADD COLUMN fleeting INTEGER NOT NULL DEFAULT 0 CHECK (fleeting IN (0, 1));

-- A first round for the clusters that there are, long past: found too late, it plans the next.
INSERT INTO due (kind, subject, due_at, not_before)
    SELECT 'pulse', id, '2026-01-01T00:00:00+00:00', '2026-01-01T00:00:00+00:00' FROM cluster;
