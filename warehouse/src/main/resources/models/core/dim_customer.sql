-- one row per version of a customer
-- materialisation: scd2
-- by: [tenant, customer_id]
-- owner: customer data
-- key: [event_id]
-- notNull: [tenant, customer_id, version, valid_from, is_current, is_deleted, is_churned]
-- volume: 0.5
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
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

SELECT event_id,
       event_time,
       tenant,
       customer_id,
       version,
       tx,
       seq,
       is_delete,
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
       business_end
FROM {{ ref('stg_customer_event') }}
