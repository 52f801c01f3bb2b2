-- one row per tenant, kind and state
-- materialisation: sum
-- counts: resources
-- owner: resource inventory
-- key: [tenant, kind, lifecycle_state]
-- notNull: [resources, with_owner]
-- range:
--   resources: [1, null]
--   with_owner: [0, null]
-- reconciles:
--   resources with bronze:
--     - SELECT COALESCE(SUM(resources), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM (SELECT is_delete, ROW_NUMBER() OVER (PARTITION BY tenant, device_id ORDER BY tx DESC, seq DESC) AS age FROM {{ ref('stg_resource_event') }}) AS e WHERE age = 1 AND NOT is_delete
-- holds:
--   no more belong to somebody than there are: SELECT kind FROM {{ this }} WHERE with_owner > resources
-- warns:
--   available resources have no owner: SELECT kind FROM {{ this }} WHERE lifecycle_state = 'available' AND with_owner > 0
-- columns:
--   tenant: the telco whose row it is
--   kind: Sim, EsimProfile, Handset, Msisdn or the telco's own
--   lifecycle_state: available is in stock, assigned in use; the rest as the device service has it
--   resources: how many there are now
--   with_owner: how many of them belong to a party

SELECT tenant,
       kind,
       lifecycle_state,
       CAST(COUNT(*) AS BIGINT) AS resources,
       CAST(SUM(CASE WHEN party_id IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS with_owner
FROM {{ ref('dim_device') }}
WHERE is_current
GROUP BY tenant, kind, lifecycle_state
