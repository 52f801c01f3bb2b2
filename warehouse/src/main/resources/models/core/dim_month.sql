-- one row per month from 1900 to 2199
-- materialisation: table
-- owner: the warehouse
-- key: [month]
-- notNull: [next_month, month_name]
-- range:
--   quarter_number: [1, 4]
-- reconciles:
--   months of three hundred years:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT 300 * 12
-- columns:
--   month: its first day
--   next_month: the first day after it
--   year_number: its year
--   quarter_number: its quarter, 1 to 4
--   month_name: such as 2026-01

-- Reads nothing, so it is made once.
WITH digit AS (
  SELECT n FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS d (n)
),
number AS (
  SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS n
  FROM digit AS a CROSS JOIN digit AS b CROSS JOIN digit AS c CROSS JOIN digit AS d
),
counted AS (
  SELECT CAST(DATE '1900-01-01' + n * INTERVAL '1' MONTH AS DATE) AS month,
         CAST(DATE '1900-01-01' + (n + 1) * INTERVAL '1' MONTH AS DATE) AS next_month
  FROM number
  WHERE n < 3600
)
SELECT month,
       next_month,
       CAST(EXTRACT(YEAR FROM month) AS INTEGER) AS year_number,
       CAST(EXTRACT(QUARTER FROM month) AS INTEGER) AS quarter_number,
       CAST(SUBSTR(CAST(month AS VARCHAR), 1, 7) AS VARCHAR) AS month_name
FROM counted
