-- one row per version of a subscription (a product of the inventory)
-- materialisation: scd2
-- by: [tenant, subscription_id]
-- owner: product inventory
-- key: [event_id]
-- notNull: [tenant, subscription_id, version, valid_from, is_current, is_deleted, is_bundle]
-- accepted:
--   status: [created, pendingActive, cancelled, active, pendingTerminate, terminated, suspended, aborted]
-- volume: 0.5
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
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

SELECT event_id,
       event_time,
       tenant,
       subscription_id,
       version,
       tx,
       seq,
       is_delete,
       name,
       status,
       is_bundle,
       offering_id,
       offering_name,
       billing_account_id,
       party_id,
       order_date,
       start_date,
       termination_date
FROM {{ ref('stg_product_event') }}
