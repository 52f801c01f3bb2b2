-- one row per event of a product
-- materialisation: incremental
-- owner: product inventory
-- key: [event_id]
-- notNull: [tenant, subscription_id, event_time, tx, seq, is_delete, is_bundle]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'subscription') }} WHERE resource_type IN ('product') AND {{ touched(event_id) }}
-- personal: {subscription_id: id, billing_account_id: id, party_id: id}
-- freshness: {column: event_time, warn: PT24H}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   subscription_id: the product of the inventory
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
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

WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_type, resource_id, version, tx, seq,
         product_resource(resource) AS document
  FROM {{ source('bronze.event', 'subscription') }}
  WHERE resource_type = 'product'
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS subscription_id,
       version,
       tx,
       seq,
       event_type,
       event_type LIKE '%DeleteEvent' AS is_delete,
       document.name AS name,
       document.status AS status,
       COALESCE(document.isBundle = 'true', FALSE) AS is_bundle,
       document.productOffering.id AS offering_id,
       document.productOffering.name AS offering_name,
       document.billingAccount.id AS billing_account_id,
       related_party(document.relatedParty, 'owner') AS party_id,
       moment(document.orderDate) AS order_date,
       moment(document.startDate) AS start_date,
       moment(document.terminationDate) AS termination_date
FROM event
