-- one row per version of a subscription (a product of the inventory)
-- materialisation: table
-- owner: product inventory
-- key: [event_id]
-- notNull: [tenant, subscription_id, version, valid_from, is_current, is_deleted, is_bundle]
-- accepted:
--   status: [created, pendingActive, cancelled, active, pendingTerminate, terminated, suspended, aborted]
-- reconciles:
--   versions with events:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('stg_product_event') }} WHERE NOT is_delete
--   current subscriptions with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE is_current
--     - SELECT COUNT(*) FROM (SELECT event_type, ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age FROM {{ source('bronze.event', 'subscription') }} WHERE resource_type IN ('product')) AS e WHERE age = 1 AND event_type NOT LIKE '%DeleteEvent'
-- holds:
--   there is one current version: SELECT tenant, subscription_id FROM {{ this }} WHERE is_current GROUP BY tenant, subscription_id HAVING COUNT(*) > 1
--   a version ends no earlier than it begins: SELECT event_id FROM {{ this }} WHERE valid_to < valid_from
-- personal: {subscription_id: id, billing_account_id: id, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   subscription_id: the product of the inventory
--   version: the resource's version, from 1
--   event_id: the event that told it
--   name: what the product is called
--   status: as TMF637 has it
--   is_bundle: whether it is made of other products
--   offering_id: what was sold
--   offering_name: what that is called
--   billing_account_id: the account that it is billed to
--   party_id: the owner, else the first related party
--   order_date: when it was ordered
--   start_date: when it began
--   termination_date: when it ended or will end
--   valid_from: from when the log says so
--   valid_to: until when; null for the present
--   is_current: whether it is the present
--   is_deleted: whether a deletion ended it
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

-- Ordered as the log is; a version begins at the latest time that the log has reached by then.
WITH ordered AS (
  SELECT event_id, tenant, subscription_id, version, tx, seq, is_delete,
         name, status, is_bundle, offering_id, offering_name, billing_account_id, party_id,
         order_date, start_date, termination_date,
         MAX(event_time) OVER (PARTITION BY tenant, subscription_id ORDER BY tx, seq
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS valid_from
  FROM {{ ref('stg_product_event') }}
),
followed AS (
  SELECT ordered.*,
         LEAD(valid_from) OVER (PARTITION BY tenant, subscription_id ORDER BY tx, seq) AS valid_to,
         LEAD(is_delete) OVER (PARTITION BY tenant, subscription_id ORDER BY tx, seq) AS next_is_delete
  FROM ordered
)
SELECT tenant,
       subscription_id,
       version,
       event_id,
       name,
       status,
       is_bundle,
       offering_id,
       offering_name,
       billing_account_id,
       party_id,
       order_date,
       start_date,
       termination_date,
       valid_from,
       valid_to,
       valid_to IS NULL AS is_current,
       COALESCE(next_is_delete, FALSE) AS is_deleted,
       tx,
       seq
FROM followed
WHERE NOT is_delete
