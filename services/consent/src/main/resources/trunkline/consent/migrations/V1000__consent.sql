-- What people are asked to allow, what they allow, and what formalises it (TMF644).

SELECT create_resource_table('party_privacy_profile_specification', '{"name": "{name}", "status": "{status}"}');
SELECT create_resource_table('party_privacy_profile',
  '{"name": "{name}", "status": "{status}", "party_id": "{applicableForParty,id}", "specification_id": "{partyPrivacyProfileSpecification,id}"}');
SELECT create_resource_table('party_privacy_agreement', '{"name": "{name}", "status": "{status}"}');

-- A person has one agreed profile of a specification; one without a specification says nothing, and there may be many.
CREATE UNIQUE INDEX party_privacy_profile_agreed ON party_privacy_profile (tenant, party_id, specification_id) WHERE status = 'agreed';

-- Which profiles an agreement is about: it keeps them from being deleted.
CREATE TABLE party_privacy_agreement_profile (
  tenant       text NOT NULL,
  profile_id   text NOT NULL,
  agreement_id text NOT NULL,
  PRIMARY KEY (tenant, profile_id, agreement_id),
  FOREIGN KEY (tenant, agreement_id) REFERENCES party_privacy_agreement ON DELETE CASCADE
);
CREATE INDEX ON party_privacy_agreement_profile (tenant, agreement_id);
ALTER TABLE party_privacy_agreement_profile ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON party_privacy_agreement_profile USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, DELETE ON party_privacy_agreement_profile TO ${app};

CREATE FUNCTION keep_party_privacy_agreement_profile () RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  DELETE FROM party_privacy_agreement_profile WHERE tenant = NEW.tenant AND agreement_id = NEW.id;
  INSERT INTO party_privacy_agreement_profile (tenant, profile_id, agreement_id)
  SELECT DISTINCT NEW.tenant, profile #>> '{}', NEW.id
  FROM jsonb_path_query(NEW.body, '$.partyPrivacyProfile[*].id') AS profile
  WHERE jsonb_typeof(profile) = 'string';
  RETURN NULL;
END
$body$;
CREATE TRIGGER keep_party_privacy_agreement_profile AFTER INSERT OR UPDATE OF body ON party_privacy_agreement
  FOR EACH ROW EXECUTE FUNCTION keep_party_privacy_agreement_profile ();
