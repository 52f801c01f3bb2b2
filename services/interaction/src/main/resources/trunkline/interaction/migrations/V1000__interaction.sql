-- The interaction service's resources. A customer's time line is read from party_interaction_party, in the order of started.

SELECT create_resource_table('party_interaction', '{"status": "{status}", "started": "{interactionDate,startDateTime}"}');
SELECT create_value_table('party_interaction', 'party_interaction_party', '$.relatedParty[*].id', 'started');

-- everybody's newest first, sort=-interactionDate.startDateTime: the column's own index ends in the other order
CREATE INDEX party_interaction_newest ON party_interaction (tenant, started DESC NULLS LAST, id);
