-- People hired and people who left. Of them so many women, young people, people with a disability;
-- null where nobody was asked, or one prefers not to say. `told` names the form it came from, so
-- that the same saving tap counts once.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    firm_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    told TEXT NOT NULL,
    move TEXT NOT NULL CHECK (move IN ('hired', 'left')),
    contract TEXT NOT NULL CHECK (contract IN ('full_time', 'part_time', 'seasonal')),
    people INTEGER NOT NULL CHECK (people > 0),
    women INTEGER CHECK (women BETWEEN 0 AND people),
    young INTEGER CHECK (young BETWEEN 0 AND people),
    disability INTEGER CHECK (disability BETWEEN 0 AND people),
    happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on, '+0 days')),
    note TEXT,
    recorded_at TEXT NOT NULL,
    voided_at TEXT,
    UNIQUE (cluster_id, id),
    UNIQUE (cluster_id, firm_id, told),
    FOREIGN KEY (cluster_id, firm_id) REFERENCES firm (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX job_of_firm ON job (cluster_id, firm_id, happened_on DESC, id DESC)
    WHERE voided_at IS NULL;
CREATE INDEX job_of_cluster ON job (cluster_id, happened_on DESC, id DESC)
    WHERE voided_at IS NULL;

-- What became of a record after it was made. People are written as `3 2 - 0`: all, and of them
-- women, young people, people with a disability.
CREATE TABLE job_change (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    job_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('edited', 'voided', 'restored')),
    field TEXT,
    before TEXT,
    after TEXT,
    CHECK ((kind = 'edited') = (field IS NOT NULL)),
    FOREIGN KEY (cluster_id, job_id) REFERENCES job (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX job_change_of ON job_change (job_id, id);

-- How many people worked in a firm when it joined. A correction is a new row for the same day; the
-- last one counts.
CREATE TABLE head_count (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    firm_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    counted_on TEXT NOT NULL CHECK (counted_on IS date(counted_on, '+0 days')),
    people INTEGER NOT NULL CHECK (people >= 0),
    women INTEGER CHECK (women BETWEEN 0 AND people),
    young INTEGER CHECK (young BETWEEN 0 AND people),
    disability INTEGER CHECK (disability BETWEEN 0 AND people),
    told_at TEXT NOT NULL,
    FOREIGN KEY (cluster_id, firm_id) REFERENCES firm (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX head_count_of ON head_count (cluster_id, firm_id, id);
