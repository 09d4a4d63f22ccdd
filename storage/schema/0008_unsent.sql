-- Announcements that were looked at and not sent are listed among the others.
DROP INDEX announcement_of;
CREATE INDEX announcement_of ON announcement (cluster_id, id) WHERE state <> 'discarded';
