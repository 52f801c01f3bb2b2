SELECT create_resource_table('product', '{"status": "{status}"}');
SELECT create_resource_table('party_interaction', '{}');
