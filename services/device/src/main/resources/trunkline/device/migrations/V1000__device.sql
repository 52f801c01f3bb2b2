-- The device service's resources. party_id is whom a resource belongs to: the first related party.

SELECT create_resource_table('resource', '{"type": "{@type}", "lifecycle_state": "{lifecycleState}", "resource_status": "{resourceStatus}",
                                           "party_id": "{relatedParty,0,id}"}');

-- What is printed on a card or burnt into a chip exists once. An eUICC's EID stands on its handset once, and on each of the profiles in it.
ALTER TABLE resource
  ADD COLUMN iccid  text GENERATED ALWAYS AS (left(jsonb_path_query_first(body, '$.resourceCharacteristic[*] ? (@.name == "ICCID").value')  #>> '{}', 400)) STORED,
  ADD COLUMN imsi   text GENERATED ALWAYS AS (left(jsonb_path_query_first(body, '$.resourceCharacteristic[*] ? (@.name == "IMSI").value')   #>> '{}', 400)) STORED,
  ADD COLUMN imei   text GENERATED ALWAYS AS (left(jsonb_path_query_first(body, '$.resourceCharacteristic[*] ? (@.name == "IMEI").value')   #>> '{}', 400)) STORED,
  ADD COLUMN msisdn text GENERATED ALWAYS AS (left(jsonb_path_query_first(body, '$.resourceCharacteristic[*] ? (@.name == "MSISDN").value') #>> '{}', 400)) STORED,
  ADD COLUMN eid    text GENERATED ALWAYS AS (CASE WHEN body ->> '@type' IS DISTINCT FROM 'EsimProfile'
    THEN left(jsonb_path_query_first(body, '$.resourceCharacteristic[*] ? (@.name == "EID").value') #>> '{}', 400) END) STORED;

CREATE UNIQUE INDEX resource_iccid  ON resource (tenant, iccid);
CREATE UNIQUE INDEX resource_imsi   ON resource (tenant, imsi);
CREATE UNIQUE INDEX resource_imei   ON resource (tenant, imei);
CREATE UNIQUE INDEX resource_msisdn ON resource (tenant, msisdn);
CREATE UNIQUE INDEX resource_eid    ON resource (tenant, eid);
