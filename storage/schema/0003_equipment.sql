-- Shared equipment. Times are UTC, half-open: a booking may begin the moment another ends.

-- A machine, a space, a vehicle, or a person whose time is shared. `capacity` is how much of it
-- there is to book at once, lengths are minutes, `price` is what an hour costs elsewhere.
CREATE TABLE resource (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    kind TEXT NOT NULL CHECK (kind IN ('machine', 'space', 'vehicle', 'person')),
    name_es TEXT NOT NULL CHECK (name_es <> ''),
    name_en TEXT NOT NULL CHECK (name_en <> ''),
    place TEXT,
    instructions TEXT,
    photo TEXT,
    capacity INTEGER NOT NULL DEFAULT 1 CHECK (capacity > 0),
    shortest INTEGER NOT NULL CHECK (shortest > 0),
    longest INTEGER NOT NULL,
    price INTEGER CHECK (price > 0),
    currency TEXT CHECK (length(currency) = 3),
    created_at TEXT NOT NULL,
    CHECK (longest >= shortest),
    CHECK ((price IS NULL) = (currency IS NULL)),
    UNIQUE (cluster_id, id)
) STRICT;
CREATE INDEX resource_of_kind ON resource (cluster_id, kind, id);

-- When it can be used: minutes of the day in the cluster's zone; 1440 is the end of the day.
-- A weekday (0 is Monday) without a row is a closed one.
CREATE TABLE opening (
    cluster_id INTEGER NOT NULL,
    resource_id INTEGER NOT NULL,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    opens INTEGER NOT NULL CHECK (opens BETWEEN 0 AND 1439),
    closes INTEGER NOT NULL CHECK (closes BETWEEN 1 AND 1440),
    CHECK (closes > opens),
    PRIMARY KEY (resource_id, weekday, opens),
    FOREIGN KEY (cluster_id, resource_id) REFERENCES resource (cluster_id, id)
) STRICT, WITHOUT ROWID;

-- Time in which nobody can book: maintenance, or a breakdown.
CREATE TABLE block (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    resource_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('maintenance', 'breakdown')),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    made_at TEXT NOT NULL,
    lifted_at TEXT,
    CHECK (ends_at > starts_at),
    UNIQUE (cluster_id, id),
    FOREIGN KEY (cluster_id, resource_id) REFERENCES resource (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX block_of_resource ON block (resource_id, ends_at) WHERE lifted_at IS NULL;

-- `amount` is how much of the capacity it takes. `block_id` is the block that took its place.
CREATE TABLE booking (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    resource_id INTEGER NOT NULL,
    firm_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    amount INTEGER NOT NULL DEFAULT 1 CHECK (amount > 0),
    made_at TEXT NOT NULL,
    changes INTEGER NOT NULL DEFAULT 0,
    confirmed_at TEXT,
    cancelled_at TEXT,
    block_id INTEGER,
    CHECK (ends_at > starts_at),
    CHECK (block_id IS NULL OR cancelled_at IS NOT NULL),
    UNIQUE (cluster_id, id),
    FOREIGN KEY (cluster_id, resource_id) REFERENCES resource (cluster_id, id),
    FOREIGN KEY (cluster_id, firm_id) REFERENCES firm (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id),
    FOREIGN KEY (cluster_id, block_id) REFERENCES block (cluster_id, id)
) STRICT;
CREATE INDEX booking_of_resource ON booking (resource_id, starts_at) WHERE cancelled_at IS NULL;
CREATE INDEX booking_of_firm ON booking (cluster_id, firm_id, ends_at, id)
    WHERE cancelled_at IS NULL;
