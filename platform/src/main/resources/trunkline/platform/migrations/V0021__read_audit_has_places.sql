-- The read audit can be followed as the log is: its rows have places, and one cursor sees those of every tenant, to land them.
-- A tenant still sees its own alone.
ALTER TABLE read_audit
  ADD COLUMN tx  xid8   NOT NULL DEFAULT pg_current_xact_id(),
  ADD COLUMN seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  ADD PRIMARY KEY (tx, seq);

DROP POLICY own_tenant ON read_audit;
CREATE POLICY own_tenant ON read_audit
  USING (tenant = current_setting('trunkline.tenant', true) OR current_setting('trunkline.tenant', true) = '*')
  WITH CHECK (current_setting('trunkline.tenant', true) IN (tenant, '*'));
