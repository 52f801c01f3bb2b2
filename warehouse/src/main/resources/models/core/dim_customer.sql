-- one row per version of a customer
-- materialisation: table
-- owner: customer data
-- key: [event_id]
-- notNull: [tenant, customer_id, version, valid_from, is_current, is_deleted, is_churned]
-- reconciles:
--   versions with events:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('stg_customer_event') }} WHERE NOT is_delete
--   current customers with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE is_current
--     - SELECT COUNT(*) FROM (SELECT event_type, ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age FROM {{ source('bronze.event', 'customer') }} WHERE resource_type = 'customer') AS e WHERE age = 1 AND event_type <> 'CustomerDeleteEvent'
-- holds:
--   a customer has one current version: SELECT tenant, customer_id FROM {{ this }} WHERE is_current GROUP BY tenant, customer_id HAVING COUNT(*) > 1
--   a version ends no earlier than it begins: SELECT event_id FROM {{ this }} WHERE valid_to < valid_from
-- personal: {customer_id: id, name: name, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   customer_id: the customer
--   version: the resource's version, from 1
--   event_id: the event that told it
--   name: what the customer is called
--   status: as TMF629 has it
--   status_reason: why, as an agent noted
--   party_id: the individual or organization that is the customer
--   segment: the telco's own segment
--   monthly_recurring_charge: what is paid a month
--   total_charges: what was paid so far
--   tenure_months: how many months the source counted
--   is_churned: closed, or marked as churned
--   churn_reason: why, as the customer said
--   business_start: when it begins to be valid
--   business_end: when it ends to be valid
--   valid_from: from when the log says so
--   valid_to: until when; null for the present
--   is_current: whether it is the present
--   is_deleted: whether a deletion ended it
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

-- The log's order (tx, seq) is the order of versions. A clock may have run backwards between two
-- events, so a version begins at the latest time that the log has reached by then.
WITH ordered AS (
  SELECT event_id, event_time, tenant, customer_id, version, tx, seq, is_delete,
         name, status, status_reason, party_id, business_start, business_end, segment,
         monthly_recurring_charge, total_charges, tenure_months, is_churned, churn_reason,
         MAX(event_time) OVER (PARTITION BY tenant, customer_id ORDER BY tx, seq
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS valid_from
  FROM {{ ref('stg_customer_event') }}
),
followed AS (
  SELECT ordered.*,
         LEAD(valid_from) OVER (PARTITION BY tenant, customer_id ORDER BY tx, seq) AS valid_to,
         LEAD(is_delete) OVER (PARTITION BY tenant, customer_id ORDER BY tx, seq) AS next_is_delete
  FROM ordered
)
SELECT tenant,
       customer_id,
       version,
       event_id,
       name,
       status,
       status_reason,
       party_id,
       segment,
       monthly_recurring_charge,
       total_charges,
       tenure_months,
       is_churned,
       churn_reason,
       business_start,
       business_end,
       valid_from,
       valid_to,
       valid_to IS NULL AS is_current,
       COALESCE(next_is_delete, FALSE) AS is_deleted,
       tx,
       seq
FROM followed
WHERE NOT is_delete
