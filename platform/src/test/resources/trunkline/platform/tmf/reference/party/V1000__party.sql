SELECT create_resource_table('individual', '{}');
