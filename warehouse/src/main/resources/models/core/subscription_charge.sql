-- one row per version of a subscription and currency
-- materialisation: merge
-- by: [tenant, subscription_id]
-- owner: product inventory
-- key: [event_id, currency]
-- notNull: [tenant, subscription_id, monthly_charge]
-- range:
--   monthly_charge: [0, null]
-- relations:
--   event_id: dim_subscription
-- reconciles:
--   charges with events:
--     - SELECT COALESCE(SUM(monthly_charge), 0) FROM {{ this }}
--     - SELECT COALESCE(SUM(c.monthly_charge), 0) FROM {{ ref('stg_product_charge') }} AS c JOIN {{ ref('stg_product_event') }} AS e ON e.event_id = c.event_id WHERE NOT e.is_delete
-- personal: {subscription_id: id}
-- columns:
--   event_id: the event that told it
--   tenant: the telco whose row it is
--   subscription_id: the product of the inventory
--   currency: ISO 4217, as the price has it
--   monthly_charge: all recurring prices in this currency, on a month and before tax
--   valid_from: from when the log says so
--   valid_to: until when; null for the present
--   is_current: whether it is the present

SELECT c.event_id,
       c.tenant,
       c.subscription_id,
       c.currency,
       c.monthly_charge,
       d.valid_from,
       d.valid_to,
       d.is_current
FROM {{ ref('stg_product_charge') }} AS c
JOIN {{ ref('dim_subscription') }} AS d ON d.event_id = c.event_id
