-- The trail keeps what was announced, corrected and taken back, what became of events, and what
-- was out of use. It points to them: their words stand in one place only.
CREATE TABLE audit_new (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('invited', 'revoked', 'accepted', 'declined', 'reopened',
                                     'role', 'firm', 'suspended', 'resumed', 'reminded', 'listed',
                                     'viewed', 'exported', 'announced', 'announced again',
                                     'corrected', 'recalled', 'event made', 'event changed',
                                     'event called off', 'blocked', 'lifted', 'added',
                                     'changed', 'retired', 'put back')),
    about INTEGER,
    detail TEXT,
    at TEXT NOT NULL,
    announcement_id INTEGER,
    event_id INTEGER,
    resource_id INTEGER,
    UNIQUE (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id),
    FOREIGN KEY (cluster_id, about) REFERENCES member (cluster_id, id),
    FOREIGN KEY (cluster_id, announcement_id) REFERENCES announcement (cluster_id, id),
    FOREIGN KEY (cluster_id, event_id) REFERENCES event (cluster_id, id),
    FOREIGN KEY (cluster_id, resource_id) REFERENCES resource (cluster_id, id)
) STRICT;
INSERT INTO audit_new SELECT id, cluster_id, member_id, act, about, detail, at, NULL, NULL, NULL
    FROM audit;
DROP TABLE audit;
ALTER TABLE audit_new RENAME TO audit;
CREATE INDEX audit_about ON audit (cluster_id, about, act, id) WHERE about IS NOT NULL;
CREATE INDEX audit_newest ON audit (cluster_id, at, id);
