-- What subscribers did not take. A letter points into the log by position and repeats nothing of the resource, so no personal data stands in it.

ALTER TABLE hub_subscription
  ADD COLUMN owner         text NOT NULL DEFAULT '',
  ADD COLUMN failing_since timestamptz,
  ADD COLUMN failed_at     timestamptz;
COMMENT ON COLUMN hub_subscription.owner IS 'Subject of the token that subscribed: may replay and discard what was parked.';
COMMENT ON COLUMN hub_subscription.failing_since IS 'First of the failed attempts since the last that was taken; null when all is well.';
GRANT UPDATE (failing_since, failed_at) ON hub_subscription TO ${app};

CREATE TABLE hub_dead_letter (
  tenant        text        NOT NULL,
  subscription  text        NOT NULL,
  tx            xid8        NOT NULL,
  seq           bigint      NOT NULL,
  event_id      text        NOT NULL,
  event_type    text        NOT NULL,
  resource_type text        NOT NULL,
  resource_id   text        NOT NULL,
  reason        text        NOT NULL,
  attempts      integer     NOT NULL,
  last_status   integer     NOT NULL,
  parked_at     timestamptz NOT NULL DEFAULT now(),
  replay        boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (tenant, subscription, tx, seq),
  FOREIGN KEY (tenant, subscription) REFERENCES hub_subscription (tenant, id) ON DELETE CASCADE
);
COMMENT ON TABLE hub_dead_letter IS 'Events that a subscriber did not take, in the log at (tx, seq). While a resource has one, its later events come here too.';
CREATE INDEX hub_dead_letter_by_resource ON hub_dead_letter (tenant, subscription, resource_id, tx, seq);
CREATE INDEX hub_dead_letter_to_replay ON hub_dead_letter (subscription, tx, seq) WHERE replay;
ALTER TABLE hub_dead_letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON hub_dead_letter
  USING (tenant = current_setting('trunkline.tenant', true) OR current_setting('trunkline.tenant', true) = '*')
  WITH CHECK (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON hub_dead_letter TO ${app};
