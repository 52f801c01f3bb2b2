-- What this service follows of the customer service.
SELECT create_resource_table('individual', '{}');
SELECT create_resource_table('customer', '{}');
