-- one row per product event and currency
-- materialisation: incremental
-- owner: product inventory
-- key: [event_id, currency]
-- notNull: [tenant, subscription_id, monthly_charge, prices, prices_without_month]
-- range:
--   prices: [1, null]
-- relations:
--   event_id: stg_product_event
-- reconciles:
--   products that cost something with bronze:
--     - SELECT COUNT(*) FROM (SELECT DISTINCT event_id FROM {{ this }} WHERE {{ touched(event_id) }}) AS e
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'subscription') }} WHERE resource_type = 'product' AND {{ touched(event_id) }} AND event_id IN (SELECT event_id FROM {{ this }})
-- personal: {subscription_id: id}
-- columns:
--   event_id: the event that told it
--   tenant: the telco whose row it is
--   subscription_id: the product of the inventory
--   currency: ISO 4217, as the price has it
--   monthly_charge: all recurring prices in this currency, on a month and before tax
--   prices: how many recurring prices it is made of
--   prices_without_month: how many of them have a period that is no part or multiple of a month, and count for nothing

-- A price is taken before tax where that is known. What a discount takes off, and what is paid once or
-- by use, is no recurring charge. A month is a twelfth of a year, rounded half up to the cent: in
-- whole numbers, so that every engine gives the same.
WITH event AS (
  SELECT event_id, tenant, resource_id AS subscription_id, product_resource(resource) AS document
  FROM {{ source('bronze.event', 'subscription') }}
  WHERE resource_type = 'product'
),
price AS (
  SELECT e.event_id, e.tenant, e.subscription_id, price_resource(p.item) AS document
  FROM event AS e
  CROSS JOIN UNNEST(e.document.productPrice) AS p (item)
),
recurring AS (
  SELECT event_id, tenant, subscription_id,
         LOWER(document.recurringChargePeriod) AS period,
         COALESCE(document.price.dutyFreeAmount.unit, document.price.taxIncludedAmount.unit) AS currency,
         money(COALESCE(document.price.dutyFreeAmount.value, document.price.taxIncludedAmount.value)) AS amount
  FROM price
  WHERE LOWER(document.priceType) = 'recurring'
),
yearly AS (
  SELECT event_id, tenant, subscription_id, currency,
         CAST(amount * 100 AS BIGINT) AS cents,
         CASE WHEN period IN ('month', 'monthly', '1 month') THEN 12
              WHEN period IN ('year', 'yearly', 'annual', 'annually', '12 months') THEN 1
              WHEN period IN ('quarter', 'quarterly', '3 months') THEN 4
              WHEN period IN ('week', 'weekly') THEN 52
              WHEN period IN ('day', 'daily') THEN 365
         END AS times_a_year
  FROM recurring
  WHERE currency IS NOT NULL AND amount IS NOT NULL
),
monthly AS (
  SELECT event_id, tenant, subscription_id, currency,
         CAST(FLOOR(CAST(2 * cents * times_a_year + 12 AS DOUBLE) / 24) AS BIGINT) AS cents
  FROM yearly
)
SELECT event_id,
       tenant,
       subscription_id,
       currency,
       CAST(CAST(SUM(COALESCE(cents, 0)) AS DECIMAL(18, 0)) * CAST('0.01' AS DECIMAL(3, 2))
            AS DECIMAL(18, 2)) AS monthly_charge,
       CAST(COUNT(*) AS BIGINT) AS prices,
       CAST(SUM(CASE WHEN cents IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS prices_without_month
FROM monthly
GROUP BY event_id, tenant, subscription_id, currency
