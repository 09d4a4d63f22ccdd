-- What is known of people who were forgotten: a hash of their Telegram number with a secret that
-- this file makes for itself, by which limits and pauses outlive the person (storage/masks.py).
CREATE TABLE secret (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

-- Who was paused when they were forgotten: a link answers them as it does the paused, until a
-- coordinator lets them in.
CREATE TABLE barred (
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    who BLOB NOT NULL,
    PRIMARY KEY (who, cluster_id)
) STRICT, WITHOUT ROWID;

-- Who asked to join which cluster, and who was told no.
CREATE TABLE knock (
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    who BLOB NOT NULL,
    at TEXT NOT NULL,
    declined INTEGER NOT NULL DEFAULT 0 CHECK (declined IN (0, 1))
) STRICT;
CREATE INDEX knock_of ON knock (who, at);
CREATE INDEX knock_on ON knock (cluster_id, at);
CREATE INDEX knock_at ON knock (at);

-- Links that led nowhere are counted by the same hash; what was counted is an hour old at most.
DROP TABLE wrong_invitation;
CREATE TABLE wrong_invitation (
    who BLOB NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX wrong_invitation_of ON wrong_invitation (who, at);
CREATE INDEX wrong_invitation_at ON wrong_invitation (at);

-- The links of a coordinator end with their role. Who made the older ones is read from the trail.
ALTER TABLE invitation ADD COLUMN made_by INTEGER REFERENCES member (id);
UPDATE invitation SET made_by = (
    SELECT min(audit.member_id) FROM audit
    WHERE audit.cluster_id = invitation.cluster_id AND audit.act = 'invited'
      AND audit.at = invitation.created_at
    HAVING count(DISTINCT audit.member_id) = 1
);
CREATE INDEX invitation_made ON invitation (made_by) WHERE made_by IS NOT NULL;
UPDATE invitation SET revoked_at = created_at
WHERE revoked_at IS NULL AND made_by IN (
    SELECT id FROM member WHERE role <> 'coordinator' OR state <> 'active'
);

-- Who is accepted gets an invitation of their own, and joins by it as others do.
ALTER TABLE join_request ADD COLUMN invitation_id INTEGER REFERENCES invitation (id);

-- Whoever is paused keeps no seat ahead.
UPDATE rsvp SET answer = 'waiting'
WHERE answer = 'going'
  AND member_id IN (SELECT id FROM member WHERE state = 'suspended')
  AND event_id IN (SELECT id FROM event
                   WHERE starts_at > strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'));

-- What changed a card is found when its person is forgotten, also when it is sent.
DROP INDEX outbox_target;
CREATE INDEX outbox_target ON outbox (target, state) WHERE target IS NOT NULL;
