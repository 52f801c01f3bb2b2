-- one row per version of an account
-- materialisation: table
-- owner: billing
-- key: [event_id]
-- notNull: [tenant, account_id, version, valid_from, is_current, is_deleted, account_kind]
-- accepted:
--   account_kind: [billingAccount, financialAccount, partyAccount, settlementAccount]
-- reconciles:
--   versions with events:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('stg_account_event') }} WHERE NOT is_delete
--   current accounts with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE is_current
--     - SELECT COUNT(*) FROM (SELECT event_type, ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age FROM {{ source('bronze.event', 'customer') }} WHERE resource_type IN ('billingAccount', 'financialAccount', 'partyAccount', 'settlementAccount')) AS e WHERE age = 1 AND event_type NOT LIKE '%DeleteEvent'
-- holds:
--   there is one current version: SELECT tenant, account_id FROM {{ this }} WHERE is_current GROUP BY tenant, account_id HAVING COUNT(*) > 1
--   a version ends no earlier than it begins: SELECT event_id FROM {{ this }} WHERE valid_to < valid_from
-- warns:
--   the owner is a party that is known: SELECT a.account_id FROM {{ this }} AS a WHERE a.is_current AND a.party_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {{ source('bronze.event', 'customer') }} AS e WHERE e.tenant = a.tenant AND e.resource_id = a.party_id)
-- personal: {account_id: id, name: name, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   account_id: the account
--   version: the resource's version, from 1
--   event_id: the event that told it
--   account_kind: which of the four TMF666 accounts it is
--   name: what the account is called
--   state: as TMF666 has it
--   account_type: the telco's own kind of account
--   payment_status: null for a financial account
--   party_id: the owner, else the first related party
--   credit_limit: how far it may be overdrawn
--   credit_currency: currency of the credit limit
--   valid_from: from when the log says so
--   valid_to: until when; null for the present
--   is_current: whether it is the present
--   is_deleted: whether a deletion ended it
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

-- Ordered as the log is; a version begins at the latest time that the log has reached by then.
WITH ordered AS (
  SELECT event_id, tenant, account_id, version, tx, seq, is_delete,
         account_kind, name, state, account_type, payment_status, party_id, credit_limit,
         credit_currency,
         MAX(event_time) OVER (PARTITION BY tenant, account_id ORDER BY tx, seq
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS valid_from
  FROM {{ ref('stg_account_event') }}
),
followed AS (
  SELECT ordered.*,
         LEAD(valid_from) OVER (PARTITION BY tenant, account_id ORDER BY tx, seq) AS valid_to,
         LEAD(is_delete) OVER (PARTITION BY tenant, account_id ORDER BY tx, seq) AS next_is_delete
  FROM ordered
)
SELECT tenant,
       account_id,
       version,
       event_id,
       account_kind,
       name,
       state,
       account_type,
       payment_status,
       party_id,
       credit_limit,
       credit_currency,
       valid_from,
       valid_to,
       valid_to IS NULL AS is_current,
       COALESCE(next_is_delete, FALSE) AS is_deleted,
       tx,
       seq
FROM followed
WHERE NOT is_delete
