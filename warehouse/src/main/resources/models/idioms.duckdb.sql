-- DuckDB's spelling of what the models call by one name on every engine.

-- A TMF629 Customer as a row. A field of another shape than expected is null; a number is its text.
CREATE MACRO customer_resource(resource) AS from_json(resource, '{
  "name": "VARCHAR",
  "status": "VARCHAR",
  "statusReason": "VARCHAR",
  "validFor": {"startDateTime": "VARCHAR", "endDateTime": "VARCHAR"},
  "engagedParty": {"id": "VARCHAR"},
  "characteristic": [{"name": "VARCHAR", "value": "VARCHAR"}]
}');

-- The value of the first characteristic of that name, as text.
CREATE MACRO characteristic_value(characteristics, wanted) AS
  list_filter(characteristics, lambda c: c.name = wanted)[1].value;
