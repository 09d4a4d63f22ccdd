-- A firm's word that it sold nothing in a week, which differs from saying nothing. A sale that is
-- recorded in such a week afterwards counts all the same.
CREATE TABLE week_without_sales (
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    firm_id INTEGER NOT NULL,
    monday TEXT NOT NULL CHECK (monday IS date(monday) AND strftime('%w', monday) = '1'),
    member_id INTEGER NOT NULL,
    told_at TEXT NOT NULL,
    PRIMARY KEY (cluster_id, firm_id, monday),
    FOREIGN KEY (cluster_id, firm_id) REFERENCES firm (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT, WITHOUT ROWID;
