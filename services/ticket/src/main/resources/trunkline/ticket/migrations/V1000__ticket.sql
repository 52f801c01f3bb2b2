-- The ticket service's resources. A customer's tickets are read from trouble_ticket_party, newest first.

SELECT create_resource_table('trouble_ticket',
  '{"status": "{status}", "severity": "{severity}", "external_id": "{externalId}", "created": "{creationDate}"}');
SELECT create_value_table('trouble_ticket', 'trouble_ticket_party', '$.relatedParty[*].id', 'created');

-- When a ticket's clocks next have something to tell. The times are texts of one length in UTC, so they sort as the times do.
ALTER TABLE trouble_ticket ADD COLUMN escalate_at text GENERATED ALWAYS AS (body #>> '{sla,escalateAt}') STORED;
CREATE INDEX trouble_ticket_due ON trouble_ticket (escalate_at, tenant, id) WHERE escalate_at IS NOT NULL;

-- The worker serves every tenant, and row security shows it none. It runs as the owner and answers which tickets are due, no more.
CREATE FUNCTION due_trouble_tickets(until text, behind_at text, behind_tenant text, behind_id text, at_most integer)
RETURNS TABLE (at text, tenant text, id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT t.escalate_at, t.tenant, t.id FROM public.trouble_ticket AS t
  WHERE t.escalate_at <= until AND (t.escalate_at, t.tenant, t.id) > (behind_at, behind_tenant, behind_id)
  ORDER BY t.escalate_at, t.tenant, t.id
  LIMIT at_most
$$;
REVOKE ALL ON FUNCTION due_trouble_tickets(text, text, text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_trouble_tickets(text, text, text, text, integer) TO ${app};
