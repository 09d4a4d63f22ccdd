-- Times are UTC, ISO 8601 with offset; days are ISO dates in the cluster's zone; money is minor
-- units with its currency; quantities are thousandths of a unit. Codes are checked where they are few.

-- People, clusters, firms ---------------------------------------------------------------------

CREATE TABLE cluster (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE CHECK (slug GLOB '[a-z0-9]*'),
    name_es TEXT NOT NULL,
    name_en TEXT NOT NULL,
    territory TEXT NOT NULL CHECK (length(territory) = 2),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    zone TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('es', 'en')),
    template TEXT,
    digest_weekday INTEGER NOT NULL DEFAULT 0 CHECK (digest_weekday BETWEEN 0 AND 6),
    digest_hour INTEGER NOT NULL DEFAULT 8 CHECK (digest_hour BETWEEN 0 AND 23),
    quiet_from INTEGER NOT NULL DEFAULT 21 CHECK (quiet_from BETWEEN 0 AND 23),
    quiet_until INTEGER NOT NULL DEFAULT 8 CHECK (quiet_until BETWEEN 0 AND 23),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    code TEXT NOT NULL,
    name_es TEXT NOT NULL,
    name_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    UNIQUE (cluster_id, code)
) STRICT;

CREATE TABLE firm (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('business', 'school', 'university', 'government',
                                       'community', 'service', 'export')),
    created_at TEXT NOT NULL,
    UNIQUE (cluster_id, id),
    UNIQUE (cluster_id, name),
    CHECK (name <> '')
) STRICT;

-- Somebody with a Telegram account. In several clusters there are several members of one person.
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    telegram_id INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT CHECK (language IN ('es', 'en')),
    phone_language TEXT,
    reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    current_member_id INTEGER REFERENCES member (id),
    menu_digest INTEGER,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    firm_id INTEGER,
    role TEXT NOT NULL CHECK (role IN ('member', 'keeper', 'coordinator', 'observer')),
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'left')),
    joined_at TEXT NOT NULL,
    UNIQUE (cluster_id, person_id),
    UNIQUE (cluster_id, id),
    FOREIGN KEY (cluster_id, firm_id) REFERENCES firm (cluster_id, id)
) STRICT;
CREATE INDEX member_of_person ON member (person_id);

CREATE TABLE invitation (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    token TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('member', 'keeper', 'coordinator', 'observer')),
    firm_id INTEGER,
    uses_left INTEGER NOT NULL CHECK (uses_left >= 0),
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    created_at TEXT NOT NULL,
    FOREIGN KEY (cluster_id, firm_id) REFERENCES firm (cluster_id, id)
) STRICT;
CREATE INDEX invitation_of_cluster ON invitation (cluster_id, id) WHERE revoked_at IS NULL;

-- Links that led nowhere, to slow down whoever is guessing.
CREATE TABLE wrong_invitation (
    telegram_id INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX wrong_invitation_of ON wrong_invitation (telegram_id, at);
CREATE INDEX wrong_invitation_at ON wrong_invitation (at);

CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('totals', 'comparison', 'stories', 'contact')),
    version INTEGER NOT NULL,
    given_at TEXT NOT NULL,
    withdrawn_at TEXT,
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX consent_of ON consent (member_id, id);
CREATE UNIQUE INDEX consent_in_force ON consent (member_id, purpose) WHERE withdrawn_at IS NULL;

-- Sales ---------------------------------------------------------------------------------------

-- `told` names the form it came from, so that the same saving tap counts once.
CREATE TABLE sale (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    firm_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    told TEXT NOT NULL,
    product TEXT NOT NULL CHECK (product <> ''),
    quantity INTEGER CHECK (quantity > 0),
    unit TEXT,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    market TEXT NOT NULL CHECK (market IN ('local', 'national', 'export')),
    country TEXT CHECK (length(country) = 2),
    channel TEXT NOT NULL CHECK (channel IN ('direct', 'intermediary', 'fair', 'online')),
    sold_on TEXT NOT NULL CHECK (sold_on IS date(sold_on, '+0 days')),
    note TEXT,
    photo TEXT,
    recorded_at TEXT NOT NULL,
    voided_at TEXT,
    CHECK ((quantity IS NULL) = (unit IS NULL)),
    CHECK (country IS NULL OR market = 'export'),
    UNIQUE (cluster_id, id),
    UNIQUE (cluster_id, firm_id, told),
    FOREIGN KEY (cluster_id, firm_id) REFERENCES firm (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX sale_of_firm ON sale (cluster_id, firm_id, sold_on DESC, id DESC)
    WHERE voided_at IS NULL;
CREATE INDEX sale_of_cluster ON sale (cluster_id, sold_on DESC, id DESC)
    WHERE voided_at IS NULL;

-- What became of a sale after it was recorded. Amounts are written as `45000000 COP` (minor units),
-- quantities as `20000 kg` (thousandths).
CREATE TABLE sale_change (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    sale_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('edited', 'voided', 'restored')),
    field TEXT,
    before TEXT,
    after TEXT,
    CHECK ((kind = 'edited') = (field IS NOT NULL)),
    FOREIGN KEY (cluster_id, sale_id) REFERENCES sale (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX sale_change_of ON sale_change (sale_id, id);

-- The machine: turns, forms, messages, due work ------------------------------------------------

CREATE TABLE update_seen (
    update_id INTEGER PRIMARY KEY,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX update_seen_at ON update_seen (at);

CREATE TABLE conversation (
    chat_id INTEGER PRIMARY KEY,
    form TEXT,
    parked TEXT,
    instances INTEGER NOT NULL DEFAULT 0,
    panel_message INTEGER,
    panel_outbox INTEGER,
    panel_digest INTEGER,
    panel_at TEXT,
    panel_after INTEGER
) STRICT;

-- Which answer of which record a message of a member gave: editing the message edits the record.
CREATE TABLE told_by (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    form TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;

-- quiet: the hours in which nobody is written to unasked, as `zone from until`.
-- state: 0 waiting, 1 sent, 2 refused by Telegram, 3 the person blocked the bot, 4 given up.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL,
    lane INTEGER NOT NULL CHECK (lane IN (0, 1)),
    method TEXT NOT NULL,
    params TEXT NOT NULL,
    target INTEGER,
    purpose TEXT,
    upload_part TEXT,
    upload_name TEXT,
    upload BLOB,
    maker TEXT,
    not_before TEXT,
    quiet TEXT,
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4),
    message_id INTEGER,
    cause TEXT,
    created_at TEXT NOT NULL,
    done_at TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (lane, not_before, id) WHERE state = 0;
CREATE INDEX outbox_done ON outbox (lane, done_at) WHERE state > 0;
CREATE INDEX outbox_target ON outbox (target) WHERE state = 0 AND target IS NOT NULL;

-- What went wrong, for the operator. `raw` is the update or the call, as it was.
CREATE TABLE failure (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('unreadable', 'handler', 'refused', 'due')),
    at TEXT NOT NULL,
    cause TEXT NOT NULL,
    detail TEXT NOT NULL,
    raw TEXT NOT NULL,
    reference INTEGER
) STRICT;
CREATE INDEX failure_at ON failure (at);

-- state: waiting, done, missed (too late to be worth doing), failed. `due_at` is what was promised;
-- `not_before` is when to look again, later than that after a failed attempt.
CREATE TABLE due (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject INTEGER NOT NULL,
    due_at TEXT NOT NULL,
    not_before TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'missed', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    done_at TEXT,
    UNIQUE (kind, subject, due_at)
) STRICT;
CREATE INDEX due_waiting ON due (not_before, id) WHERE state = 'waiting';
CREATE INDEX due_over ON due (done_at) WHERE state <> 'waiting';

CREATE TABLE stamp (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
