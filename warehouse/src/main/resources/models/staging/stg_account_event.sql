-- one row per event of an account
-- materialisation: incremental
-- owner: billing
-- key: [event_id]
-- notNull: [tenant, account_id, event_time, tx, seq, is_delete, account_kind]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'customer') }} WHERE resource_type IN ('billingAccount', 'financialAccount', 'partyAccount', 'settlementAccount') AND {{ touched(event_id) }}
-- personal: {account_id: id, name: name, party_id: id}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   account_id: the account
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
--   account_kind: which of the four TMF666 accounts it is
--   name: what the account is called
--   state: as TMF666 has it
--   account_type: the telco's own kind of account
--   payment_status: null for a financial account
--   party_id: the owner, else the first related party
--   credit_limit: how far it may be overdrawn
--   credit_currency: currency of the credit limit

WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_type, resource_id, version, tx, seq,
         account_resource(resource) AS document
  FROM {{ source('bronze.event', 'customer') }}
  WHERE resource_type IN ('billingAccount', 'financialAccount', 'partyAccount', 'settlementAccount')
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS account_id,
       version,
       tx,
       seq,
       event_type,
       event_type LIKE '%DeleteEvent' AS is_delete,
       resource_type AS account_kind,
       document.name AS name,
       document.state AS state,
       document.accountType AS account_type,
       document.paymentStatus AS payment_status,
       related_party(document.relatedParty, 'owner') AS party_id,
       money(document.creditLimit.value) AS credit_limit,
       document.creditLimit.unit AS credit_currency
FROM event
