SELECT create_resource_table('note', '{"name": "{name}"}');
