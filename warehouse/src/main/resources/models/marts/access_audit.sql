-- one row per tenant, day, service, roles and type of resource
-- materialisation: table
-- owner: privacy
-- key: [tenant, day, service, roles, resource_type]
-- notNull: [reads, readers, opened, resources_opened, lists, resources_listed, bulk_reads, clear_reads]
-- range:
--   reads: [1, null]
-- reconciles:
--   reads with bronze:
--     - SELECT COALESCE(SUM(reads), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event') }} WHERE resource_type = 'read'
-- holds:
--   a read opens one or lists many: SELECT service FROM {{ this }} WHERE reads <> opened + lists
--   parts are no more than all: SELECT service FROM {{ this }} WHERE resources_opened > opened OR bulk_reads > lists OR clear_reads > reads OR readers > reads
-- columns:
--   tenant: the telco whose row it is
--   day: of the reads, UTC
--   service: in whose database they read
--   roles: what the readers were, with blanks between
--   resource_type: what they read
--   reads: how often
--   readers: how many different people or programs they were
--   opened: how many of the reads were of one resource
--   resources_opened: how many different resources those were
--   lists: how many of the reads were of a list
--   resources_listed: how many resources those lists held together
--   bulk_reads: how many of the lists held 100 resources or more
--   clear_reads: how many of the reads saw personal attributes in clear

SELECT tenant,
       day_of(read_at) AS day,
       service,
       roles,
       resource_type,
       CAST(COUNT(*) AS BIGINT) AS reads,
       CAST(COUNT(DISTINCT reader) AS BIGINT) AS readers,
       CAST(COUNT(resource_hash) AS BIGINT) AS opened,
       CAST(COUNT(DISTINCT resource_hash) AS BIGINT) AS resources_opened,
       CAST(SUM(CASE WHEN resource_hash IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS lists,
       CAST(SUM(CASE WHEN resource_hash IS NULL THEN results ELSE 0 END) AS BIGINT) AS resources_listed,
       CAST(SUM(CASE WHEN resource_hash IS NULL AND results >= 100 THEN 1 ELSE 0 END) AS BIGINT) AS bulk_reads,
       CAST(SUM(CASE WHEN is_masked THEN 0 ELSE 1 END) AS BIGINT) AS clear_reads
FROM {{ ref('stg_read') }}
GROUP BY tenant, day_of(read_at), service, roles, resource_type
