-- What is void is listed too, newest first, to be restored.
CREATE INDEX sale_void ON sale (cluster_id, firm_id, sold_on DESC, id DESC)
    WHERE voided_at IS NOT NULL;
CREATE INDEX job_void ON job (cluster_id, firm_id, happened_on DESC, id DESC)
    WHERE voided_at IS NOT NULL;
