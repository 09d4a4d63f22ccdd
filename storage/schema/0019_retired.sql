-- Equipment that is no longer shared: what was booked and told of it stays.
ALTER TABLE resource ADD COLUMN retired_at TEXT;
CREATE INDEX resource_retired ON resource (cluster_id, retired_at DESC, id DESC)
    WHERE retired_at IS NOT NULL;
