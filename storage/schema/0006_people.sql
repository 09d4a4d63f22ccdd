-- People come and go: asking to join, who changed and viewed what, and being forgotten.

-- Somebody who asks to be let into a cluster, with the firm they say they are of.
CREATE TABLE join_request (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    firm TEXT NOT NULL CHECK (firm <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('business', 'school', 'university', 'government',
                                       'community', 'service', 'export')),
    asked_at TEXT NOT NULL,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    decided_by INTEGER,
    decided_at TEXT,
    CHECK ((accepted IS NULL) = (decided_by IS NULL)),
    CHECK ((accepted IS NULL) = (decided_at IS NULL)),
    UNIQUE (cluster_id, id),
    FOREIGN KEY (cluster_id, decided_by) REFERENCES member (cluster_id, id)
) STRICT;
CREATE UNIQUE INDEX join_request_waiting ON join_request (cluster_id, person_id)
    WHERE accepted IS NULL;
CREATE INDEX join_request_open ON join_request (cluster_id, id) WHERE accepted IS NULL;
CREATE INDEX join_request_of ON join_request (person_id, asked_at);

-- The card that each coordinator got, so that all of them can say who decided.
CREATE TABLE join_request_card (
    cluster_id INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    outbox_id INTEGER NOT NULL,
    PRIMARY KEY (request_id, member_id),
    FOREIGN KEY (cluster_id, request_id) REFERENCES join_request (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT, WITHOUT ROWID;

-- What was done with other people's rights and data. `detail` is a role, never a name or a text.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('invited', 'revoked', 'accepted', 'declined', 'role',
                                     'suspended', 'resumed', 'reminded', 'listed', 'viewed',
                                     'exported')),
    about INTEGER,
    detail TEXT,
    at TEXT NOT NULL,
    UNIQUE (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id),
    FOREIGN KEY (cluster_id, about) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX audit_about ON audit (cluster_id, about, act, id) WHERE about IS NOT NULL;

CREATE INDEX member_coordinates ON member (cluster_id, id)
    WHERE role = 'coordinator' AND state = 'active';

-- Whoever asks to be forgotten: what was written to them, and what went wrong with them, is found.
CREATE INDEX outbox_to ON outbox (chat_id);
ALTER TABLE failure ADD COLUMN person ANY GENERATED ALWAYS AS (
    CASE WHEN json_valid(raw) THEN coalesce(
        json_extract(raw, '$.message.from.id'),
        json_extract(raw, '$.callback_query.from.id'),
        json_extract(raw, '$.edited_message.from.id'),
        json_extract(raw, '$.my_chat_member.from.id'),
        json_extract(raw, '$.chat_id')
    ) END) VIRTUAL;
CREATE INDEX failure_of ON failure (person) WHERE person IS NOT NULL;
