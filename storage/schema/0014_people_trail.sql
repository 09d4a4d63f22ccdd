-- The trail keeps who gave a member another firm, and who took back a declined request.
CREATE TABLE audit_new (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('invited', 'revoked', 'accepted', 'declined', 'reopened',
                                     'role', 'firm', 'suspended', 'resumed', 'reminded', 'listed',
                                     'viewed', 'exported')),
    about INTEGER,
    detail TEXT,
    at TEXT NOT NULL,
    UNIQUE (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id),
    FOREIGN KEY (cluster_id, about) REFERENCES member (cluster_id, id)
) STRICT;
INSERT INTO audit_new SELECT id, cluster_id, member_id, act, about, detail, at FROM audit;
DROP TABLE audit;
ALTER TABLE audit_new RENAME TO audit;
CREATE INDEX audit_about ON audit (cluster_id, about, act, id) WHERE about IS NOT NULL;

-- A link by which whoever opens it says of which firm they are.
ALTER TABLE invitation ADD COLUMN says_firm INTEGER NOT NULL DEFAULT 0 CHECK (says_firm IN (0, 1));
