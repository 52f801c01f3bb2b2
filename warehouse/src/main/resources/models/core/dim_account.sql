-- one row per version of an account
-- materialisation: scd2
-- by: [tenant, account_id]
-- owner: billing
-- key: [event_id]
-- notNull: [tenant, account_id, version, valid_from, is_current, is_deleted, account_kind]
-- accepted:
--   account_kind: [billingAccount, financialAccount, partyAccount, settlementAccount]
-- warns:
--   the owner is a party that is known: SELECT a.account_id FROM {{ this }} AS a WHERE a.is_current AND a.party_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {{ source('bronze.event', 'customer') }} AS e WHERE e.tenant = a.tenant AND e.resource_id = a.party_id)
-- volume: 0.5
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
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

SELECT event_id,
       event_time,
       tenant,
       account_id,
       version,
       tx,
       seq,
       is_delete,
       account_kind,
       name,
       state,
       account_type,
       payment_status,
       party_id,
       credit_limit,
       credit_currency
FROM {{ ref('stg_account_event') }}
