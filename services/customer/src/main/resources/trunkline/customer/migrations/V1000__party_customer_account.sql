-- The customer information service's resources. party_id is who an account or customer belongs to; it guards deletes.

SELECT create_resource_table('individual',   '{"family_name": "{familyName}", "given_name": "{givenName}"}');
SELECT create_resource_table('organization', '{"trading_name": "{tradingName}"}');
SELECT create_resource_table('customer',     '{"name": "{name}", "status": "{status}", "party_id": "{engagedParty,id}"}');

SELECT create_resource_table('party_account',      '{"name": "{name}", "party_id": "{relatedParty,0,id}"}');
SELECT create_resource_table('billing_account',    '{"name": "{name}", "party_id": "{relatedParty,0,id}"}');
SELECT create_resource_table('settlement_account', '{"name": "{name}", "party_id": "{relatedParty,0,id}"}');
SELECT create_resource_table('financial_account',  '{"name": "{name}"}');
SELECT create_resource_table('billing_cycle_specification', '{}');
SELECT create_resource_table('bill_format',                 '{}');
SELECT create_resource_table('bill_presentation_media',     '{}');
