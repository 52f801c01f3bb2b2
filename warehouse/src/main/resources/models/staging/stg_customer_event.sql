-- one row per customer event
-- materialisation: incremental
-- owner: customer data
-- key: [event_id]
-- notNull: [tenant, customer_id, event_time, tx, seq, is_delete, is_churned]
-- reconciles:
--   customer events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'customer') }} WHERE resource_type = 'customer' AND {{ touched(event_id) }}
-- personal: {customer_id: id, name: name, party_id: id}
-- freshness: {column: event_time, warn: PT24H}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   customer_id: the customer
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
--   name: what the customer is called
--   status: as TMF629 has it
--   status_reason: why, as an agent noted
--   party_id: the individual or organization that is the customer
--   business_start: when it begins to be valid
--   business_end: when it ends to be valid
--   segment: the telco's own segment
--   monthly_recurring_charge: what is paid a month
--   total_charges: what was paid so far
--   tenure_months: how many months the source counted
--   is_churned: closed, or marked as churned
--   churn_reason: why, as the customer said

-- What a telco knows of a customer beyond TMF629 stands in its characteristics. A value that is not
-- of its type is taken as absent here; the event itself stays in bronze as it came.
WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_id, version, tx, seq,
         customer_resource(resource) AS customer
  FROM {{ source('bronze.event', 'customer') }}
  WHERE resource_type = 'customer'
),
flat AS (
  SELECT event_id, event_type, event_time, tenant, resource_id, version, tx, seq,
         customer.name AS name,
         customer.status AS status,
         customer.statusReason AS status_reason,
         customer.engagedParty.id AS party_id,
         customer.validFor.startDateTime AS start_text,
         customer.validFor.endDateTime AS end_text,
         characteristic_value(customer.characteristic, 'segment') AS segment,
         characteristic_value(customer.characteristic, 'monthlyRecurringCharge') AS charge_text,
         characteristic_value(customer.characteristic, 'totalCharges') AS total_text,
         characteristic_value(customer.characteristic, 'tenureMonths') AS tenure_text,
         characteristic_value(customer.characteristic, 'churned') AS churned_text,
         characteristic_value(customer.characteristic, 'churnReason') AS churn_reason
  FROM event
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS customer_id,
       version,
       tx,
       seq,
       event_type,
       event_type = 'CustomerDeleteEvent' AS is_delete,
       name,
       status,
       status_reason,
       party_id,
       moment(start_text) AS business_start,
       moment(end_text) AS business_end,
       segment,
       money(charge_text) AS monthly_recurring_charge,
       money(total_text) AS total_charges,
       whole_number(tenure_text) AS tenure_months,
       COALESCE(LOWER(status) = 'closed', FALSE)
         OR COALESCE(LOWER(churned_text) = 'true', FALSE) AS is_churned,
       churn_reason
FROM flat
