SELECT create_resource_table('person', '{"name": "{name}"}');
SELECT create_resource_table('diary',  '{"name": "{name}"}');
SELECT create_resource_table('ledger', '{"name": "{name}"}');
SELECT create_resource_table('club',   '{"name": "{name}"}');
CREATE TABLE rumour (tenant text NOT NULL, about text NOT NULL, said text NOT NULL);
GRANT SELECT, INSERT, DELETE ON rumour TO ${app};
