-- one row per customer event
-- materialisation: table
-- key: [event_id]
-- notNull: [tenant, customer_id, event_time, tx, seq, is_delete, is_churned]
-- reconciles:
--   customer events with bronze:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event') }} WHERE resource_type = 'customer'

-- What a telco knows of a customer beyond TMF629 stands in its characteristics. A value that is not
-- of its type is taken as absent here; the event itself stays in bronze as it came.
WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_id, version, tx, seq,
         customer_resource(resource) AS customer
  FROM {{ source('bronze.event') }}
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
       TRY_CAST(start_text AS TIMESTAMP WITH TIME ZONE) AS business_start,
       TRY_CAST(end_text AS TIMESTAMP WITH TIME ZONE) AS business_end,
       segment,
       TRY_CAST(charge_text AS DECIMAL(18, 2)) AS monthly_recurring_charge,
       TRY_CAST(total_text AS DECIMAL(18, 2)) AS total_charges,
       TRY_CAST(tenure_text AS INTEGER) AS tenure_months,
       COALESCE(LOWER(status) = 'closed', FALSE)
         OR COALESCE(LOWER(churned_text) = 'true', FALSE) AS is_churned,
       churn_reason
FROM flat
