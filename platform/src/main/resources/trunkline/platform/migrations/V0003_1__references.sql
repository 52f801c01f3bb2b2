-- What a service knows of other services' resources, from their logs.

CREATE TABLE followed_resource (
  tenant        text   NOT NULL,
  service       text   NOT NULL,
  resource_type text   NOT NULL,
  resource_id   text   NOT NULL,
  version       bigint NOT NULL,
  PRIMARY KEY (tenant, service, resource_type, resource_id)
);
COMMENT ON TABLE followed_resource IS 'Up to which version a resource''s events were heeded: a log that is read again changes nothing.';
ALTER TABLE followed_resource ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON followed_resource USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE ON followed_resource TO ${app};

CREATE TABLE foreign_reference (
  tenant        text NOT NULL,
  target_id     text NOT NULL,
  service       text NOT NULL,
  resource_type text NOT NULL,
  resource_id   text NOT NULL,
  PRIMARY KEY (tenant, target_id, service, resource_type, resource_id)
);
COMMENT ON TABLE foreign_reference IS 'Resources of other services that keep one of ours (target_id) from being deleted.';
CREATE INDEX foreign_reference_by_resource ON foreign_reference (tenant, service, resource_type, resource_id);
ALTER TABLE foreign_reference ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON foreign_reference USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, DELETE ON foreign_reference TO ${app};
