-- Trino's spelling of what the models call by one name on every engine: of these functions, those that a
-- model names stand before its query (WITH FUNCTION …). A function comes after those that it names.

-- The fields of a document; none when it is no object. A document is read once, whatever is asked of it.
FUNCTION fields_of(document varchar) RETURNS map(varchar, json)
RETURN TRY_CAST(json_extract(document, '$') AS map(varchar, json));
FUNCTION field(fields map(varchar, json), name varchar) RETURNS varchar
RETURN NULLIF(json_format(element_at(fields, name)), 'null');

-- A field's text; a number is its text, an object or a list is JSON.
FUNCTION text_of(field varchar) RETURNS varchar
RETURN COALESCE(json_extract_scalar(field, '$'), field);

-- The same of a field in a document that is asked for little else.
FUNCTION json_at(document varchar, name varchar) RETURNS varchar
RETURN field(fields_of(document), name);
FUNCTION text_at(document varchar, name varchar) RETURNS varchar
RETURN text_of(json_at(document, name));

-- What stands in a list, each as JSON; null when it is no list.
FUNCTION items_of(field varchar) RETURNS array(varchar)
RETURN transform(TRY_CAST(json_extract(field, '$') AS array(json)), item -> json_format(item));

-- TM Forum's documents as rows. A field of another shape than expected is null.
FUNCTION customer_resource(resource varchar) RETURNS row(
  name varchar,
  status varchar,
  statusReason varchar,
  validFor row(startDateTime varchar, endDateTime varchar),
  engagedParty row(id varchar),
  characteristic array(row(name varchar, value varchar)))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'name')),
    text_of(field(document, 'status')),
    text_of(field(document, 'statusReason')),
    ROW(text_at(field(document, 'validFor'), 'startDateTime'),
        text_at(field(document, 'validFor'), 'endDateTime')),
    ROW(text_at(field(document, 'engagedParty'), 'id')),
    transform(items_of(field(document, 'characteristic')), item ->
      CAST(ROW(text_at(item, 'name'), text_at(item, 'value'))
           AS row(name varchar, value varchar))));
END;
FUNCTION party_resource(resource varchar) RETURNS row(
  name varchar,
  tradingName varchar,
  fullName varchar,
  formattedName varchar,
  givenName varchar,
  familyName varchar,
  status varchar,
  birthDate varchar,
  nationality varchar,
  contactMedium array(row(characteristic row(emailAddress varchar, phoneNumber varchar, country varchar))))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'name')),
    text_of(field(document, 'tradingName')),
    text_of(field(document, 'fullName')),
    text_of(field(document, 'formattedName')),
    text_of(field(document, 'givenName')),
    text_of(field(document, 'familyName')),
    text_of(field(document, 'status')),
    text_of(field(document, 'birthDate')),
    text_of(field(document, 'nationality')),
    transform(items_of(field(document, 'contactMedium')), item ->
      CAST(ROW(ROW(text_at(json_at(item, 'characteristic'), 'emailAddress'),
               text_at(json_at(item, 'characteristic'), 'phoneNumber'),
               text_at(json_at(item, 'characteristic'), 'country')))
           AS row(characteristic row(emailAddress varchar, phoneNumber varchar, country varchar)))));
END;
FUNCTION account_resource(resource varchar) RETURNS row(
  name varchar,
  state varchar,
  accountType varchar,
  paymentStatus varchar,
  creditLimit row(unit varchar, value varchar),
  relatedParty array(row(id varchar, role varchar)))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'name')),
    text_of(field(document, 'state')),
    text_of(field(document, 'accountType')),
    text_of(field(document, 'paymentStatus')),
    ROW(text_at(field(document, 'creditLimit'), 'unit'),
        text_at(field(document, 'creditLimit'), 'value')),
    transform(items_of(field(document, 'relatedParty')), item ->
      CAST(ROW(text_at(item, 'id'), text_at(item, 'role'))
           AS row(id varchar, role varchar))));
END;
FUNCTION product_resource(resource varchar) RETURNS row(
  name varchar,
  status varchar,
  isBundle varchar,
  orderDate varchar,
  startDate varchar,
  terminationDate varchar,
  billingAccount row(id varchar),
  productOffering row(id varchar, name varchar),
  relatedParty array(row(id varchar, role varchar)),
  productPrice array(varchar))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'name')),
    text_of(field(document, 'status')),
    text_of(field(document, 'isBundle')),
    text_of(field(document, 'orderDate')),
    text_of(field(document, 'startDate')),
    text_of(field(document, 'terminationDate')),
    ROW(text_at(field(document, 'billingAccount'), 'id')),
    ROW(text_at(field(document, 'productOffering'), 'id'),
        text_at(field(document, 'productOffering'), 'name')),
    transform(items_of(field(document, 'relatedParty')), item ->
      CAST(ROW(text_at(item, 'id'), text_at(item, 'role'))
           AS row(id varchar, role varchar))),
    items_of(field(document, 'productPrice')));
END;
FUNCTION price_resource(resource varchar) RETURNS row(
  priceType varchar,
  recurringChargePeriod varchar,
  price row(dutyFreeAmount row(unit varchar, value varchar), taxIncludedAmount row(unit varchar, value varchar)))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'priceType')),
    text_of(field(document, 'recurringChargePeriod')),
    ROW(ROW(text_at(json_at(field(document, 'price'), 'dutyFreeAmount'), 'unit'),
            text_at(json_at(field(document, 'price'), 'dutyFreeAmount'), 'value')),
        ROW(text_at(json_at(field(document, 'price'), 'taxIncludedAmount'), 'unit'),
            text_at(json_at(field(document, 'price'), 'taxIncludedAmount'), 'value'))));
END;
FUNCTION inventory_resource(resource varchar) RETURNS row(
  "@type" varchar,
  lifecycleState varchar,
  operationalState varchar,
  startOperatingDate varchar,
  endOperatingDate varchar,
  resourceSpecification row(id varchar, name varchar),
  relatedParty array(row(id varchar, role varchar)))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, '@type')),
    text_of(field(document, 'lifecycleState')),
    text_of(field(document, 'operationalState')),
    text_of(field(document, 'startOperatingDate')),
    text_of(field(document, 'endOperatingDate')),
    ROW(text_at(field(document, 'resourceSpecification'), 'id'),
        text_at(field(document, 'resourceSpecification'), 'name')),
    transform(items_of(field(document, 'relatedParty')), item ->
      CAST(ROW(text_at(item, 'id'), text_at(item, 'role'))
           AS row(id varchar, role varchar))));
END;
FUNCTION interaction_resource(resource varchar) RETURNS row(
  status varchar,
  direction varchar,
  reason varchar,
  creationDate varchar,
  interactionDate row(startDateTime varchar, endDateTime varchar),
  channel array(row(id varchar, name varchar)),
  relatedParty array(row(id varchar, role varchar)))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'status')),
    text_of(field(document, 'direction')),
    text_of(field(document, 'reason')),
    text_of(field(document, 'creationDate')),
    ROW(text_at(field(document, 'interactionDate'), 'startDateTime'),
        text_at(field(document, 'interactionDate'), 'endDateTime')),
    transform(items_of(field(document, 'channel')), item ->
      CAST(ROW(text_at(item, 'id'), text_at(item, 'name'))
           AS row(id varchar, name varchar))),
    transform(items_of(field(document, 'relatedParty')), item ->
      CAST(ROW(text_at(item, 'id'), text_at(item, 'role'))
           AS row(id varchar, role varchar))));
END;
FUNCTION privacy_profile_resource(resource varchar) RETURNS row(
  status varchar,
  agreedDate varchar,
  terminatedDate varchar,
  validFor row(startDateTime varchar, endDateTime varchar),
  applicableForParty row(id varchar),
  partyPrivacyProfileSpecification row(id varchar),
  partyPrivacyProfileCharacteristic array(varchar))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'status')),
    text_of(field(document, 'agreedDate')),
    text_of(field(document, 'terminatedDate')),
    ROW(text_at(field(document, 'validFor'), 'startDateTime'),
        text_at(field(document, 'validFor'), 'endDateTime')),
    ROW(text_at(field(document, 'applicableForParty'), 'id')),
    ROW(text_at(field(document, 'partyPrivacyProfileSpecification'), 'id')),
    items_of(field(document, 'partyPrivacyProfileCharacteristic')));
END;
FUNCTION privacy_characteristic_resource(resource varchar) RETURNS row(
  privacyUsagePurpose varchar,
  legalBasis varchar,
  history array(varchar))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'privacyUsagePurpose')),
    text_of(field(document, 'legalBasis')),
    items_of(field(document, 'history')));
END;
FUNCTION privacy_statement_resource(resource varchar) RETURNS row(
  value varchar,
  at varchar,
  until varchar,
  evidence row(channel varchar, textVersion varchar))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'value')),
    text_of(field(document, 'at')),
    text_of(field(document, 'until')),
    ROW(text_at(field(document, 'evidence'), 'channel'),
        text_at(field(document, 'evidence'), 'textVersion')));
END;
FUNCTION ticket_resource(resource varchar) RETURNS row(
  status varchar,
  severity varchar,
  priority varchar,
  ticketType varchar,
  creationDate varchar,
  resolutionDate varchar,
  statusChangeDate varchar,
  channel row(id varchar, name varchar),
  relatedParty array(row(id varchar, role varchar)),
  sla row(calendar varchar, respondBy varchar, respondedAt varchar, resolveBy varchar, breached varchar, escalationLevel varchar, escalation array(row(clock varchar, percent varchar))))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'status')),
    text_of(field(document, 'severity')),
    text_of(field(document, 'priority')),
    text_of(field(document, 'ticketType')),
    text_of(field(document, 'creationDate')),
    text_of(field(document, 'resolutionDate')),
    text_of(field(document, 'statusChangeDate')),
    ROW(text_at(field(document, 'channel'), 'id'),
        text_at(field(document, 'channel'), 'name')),
    transform(items_of(field(document, 'relatedParty')), item ->
      CAST(ROW(text_at(item, 'id'), text_at(item, 'role'))
           AS row(id varchar, role varchar))),
    ROW(text_at(field(document, 'sla'), 'calendar'),
        text_at(field(document, 'sla'), 'respondBy'),
        text_at(field(document, 'sla'), 'respondedAt'),
        text_at(field(document, 'sla'), 'resolveBy'),
        text_at(field(document, 'sla'), 'breached'),
        text_at(field(document, 'sla'), 'escalationLevel'),
        transform(items_of(json_at(field(document, 'sla'), 'escalation')), item ->
          CAST(ROW(text_at(item, 'clock'), text_at(item, 'percent'))
               AS row(clock varchar, percent varchar)))));
END;
FUNCTION identity_resource(resource varchar) RETURNS row(
  status varchar,
  individualIdentified row(id varchar),
  validFor row(startDateTime varchar, endDateTime varchar),
  credential array(row("@type" varchar, state varchar, trustLevel varchar)))
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'status')),
    ROW(text_at(field(document, 'individualIdentified'), 'id')),
    ROW(text_at(field(document, 'validFor'), 'startDateTime'),
        text_at(field(document, 'validFor'), 'endDateTime')),
    transform(items_of(field(document, 'credential')), item ->
      CAST(ROW(text_at(item, '@type'), text_at(item, 'state'), text_at(item, 'trustLevel'))
           AS row("@type" varchar, state varchar, trustLevel varchar))));
END;

FUNCTION migration_resource(resource varchar) RETURNS row(
  name varchar,
  sourceIdentity varchar,
  mappingVersion varchar,
  status varchar,
  startedAt varchar,
  endedAt varchar,
  source varchar,
  migrated varchar,
  merged varchar,
  rejected varchar,
  excluded varchar,
  resources varchar)
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'name')),
    text_of(field(document, 'sourceIdentity')),
    text_of(field(document, 'mappingVersion')),
    text_of(field(document, 'status')),
    text_of(field(document, 'startedAt')),
    text_of(field(document, 'endedAt')),
    text_of(field(document, 'source')),
    text_of(field(document, 'migrated')),
    text_of(field(document, 'merged')),
    text_of(field(document, 'rejected')),
    text_of(field(document, 'excluded')),
    text_of(field(document, 'resources')));
END;
FUNCTION read_resource(resource varchar) RETURNS row(
  reader varchar,
  roles varchar,
  resourceType varchar,
  opened varchar,
  results varchar,
  masked varchar)
BEGIN
  DECLARE document map(varchar, json) DEFAULT fields_of(resource);
  RETURN ROW(
    text_of(field(document, 'reader')),
    text_of(field(document, 'roles')),
    text_of(field(document, 'resourceType')),
    text_of(field(document, 'opened')),
    text_of(field(document, 'results')),
    text_of(field(document, 'masked')));
END;

-- The value of the first characteristic of that name, as text.
FUNCTION characteristic_value(characteristics array(row(name varchar, value varchar)), wanted varchar) RETURNS varchar
RETURN element_at(filter(characteristics, c -> c.name = wanted), 1).value;

-- The id of the first related party of that role, and nobody else's.
FUNCTION party_in_role(parties array(row(id varchar, role varchar)), wanted varchar) RETURNS varchar
RETURN element_at(filter(parties, p -> p.role = wanted), 1).id;

-- Whom the first related party of that role is; else the first of all; else nobody.
FUNCTION related_party(parties array(row(id varchar, role varchar)), wanted varchar) RETURNS varchar
RETURN COALESCE(element_at(filter(parties, p -> p.role = wanted), 1).id, element_at(parties, 1).id);

-- A channel by its id, else by its name.
FUNCTION first_channel(channels array(row(id varchar, name varchar))) RETURNS varchar
RETURN COALESCE(element_at(channels, 1).id, element_at(channels, 1).name);

-- Whether a party can be reached so, and where its first address is.
FUNCTION has_email(media array(row(characteristic row(emailAddress varchar, phoneNumber varchar, country varchar)))) RETURNS boolean
RETURN COALESCE(cardinality(filter(media, m -> m.characteristic.emailAddress IS NOT NULL)) > 0, FALSE);
FUNCTION has_phone(media array(row(characteristic row(emailAddress varchar, phoneNumber varchar, country varchar)))) RETURNS boolean
RETURN COALESCE(cardinality(filter(media, m -> m.characteristic.phoneNumber IS NOT NULL)) > 0, FALSE);
FUNCTION first_country(media array(row(characteristic row(emailAddress varchar, phoneNumber varchar, country varchar)))) RETURNS varchar
RETURN element_at(filter(media, m -> m.characteristic.country IS NOT NULL), 1).characteristic.country;

-- Numbers and days out of a text, rounded half away from zero; null when the text is none.
FUNCTION money(written varchar) RETURNS decimal(18, 2)
RETURN TRY_CAST(trim(written) AS decimal(18, 2));
FUNCTION whole_number(written varchar) RETURNS integer
RETURN TRY_CAST(TRY_CAST(trim(written) AS decimal(38, 10)) AS integer);
FUNCTION calendar_day(written varchar) RETURNS date
RETURN TRY_CAST(replace(regexp_extract(trim(written), '^(\d{4}([-/])\d{1,2}\2\d{1,2})([ T]\d{1,2}:\d{1,2}(:\d{1,2}(\.\d*)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$', 1), '/', '-') AS date);

-- Whether an escalation of that clock has told that all of its target is used up.
FUNCTION is_used_up(escalations array(row(clock varchar, percent varchar)), wanted varchar) RETURNS boolean
RETURN COALESCE(cardinality(filter(escalations, e -> e.clock = wanted AND whole_number(e.percent) >= 100)) > 0, FALSE);

-- How many credentials are active and of that type, of that level.
FUNCTION active_of_type(credentials array(row("@type" varchar, state varchar, trustLevel varchar)), wanted varchar) RETURNS bigint
RETURN COALESCE(cardinality(filter(credentials, c -> c.state = 'active' AND c."@type" = wanted)), 0);
FUNCTION active_of_level(credentials array(row("@type" varchar, state varchar, trustLevel varchar)), wanted varchar) RETURNS bigint
RETURN COALESCE(cardinality(filter(credentials, c -> c.state = 'active' AND c.trustLevel = wanted)), 0);

-- A moment as ISO 8601 writes it; null when the text is none. Beyond microseconds it is cut, a day ends
-- with 24:00, and without a zone it is UTC.
FUNCTION moment_zone(written varchar) RETURNS varchar
RETURN CASE WHEN written IS NULL OR written = 'Z' THEN 'UTC'
            WHEN regexp_like(written, '^[+-]\d\d$') THEN written || ':00'
            WHEN regexp_like(written, '^[+-]\d{4}$') THEN substr(written, 1, 3) || ':' || substr(written, 4)
            ELSE written END;
FUNCTION moment_of(day_part varchar, time_part varchar, zone_part varchar) RETURNS timestamp(6) with time zone
RETURN CASE WHEN regexp_like(time_part, '^24:00(:00(\.0*)?)?$')
            THEN TRY_CAST(day_part || ' 00:00 ' || zone_part AS timestamp(6) with time zone) + INTERVAL '1' DAY
            ELSE TRY_CAST(day_part || ' ' || time_part || ' ' || zone_part AS timestamp(6) with time zone)
       END AT TIME ZONE 'UTC';
FUNCTION moment(written varchar) RETURNS timestamp(6) with time zone
RETURN CASE
  WHEN regexp_like(written, '^\d{4}([-/])\d{1,2}\1\d{1,2}([T ]\d{1,2}:\d{1,2}(:\d{1,2}(\.\d*)?)?(Z|[+-]\d\d(:?\d\d)?| [A-Za-z_/]{2,})?)?$')
  THEN moment_of(
    replace(regexp_extract(written, '^[0-9/-]+'), '/', '-'),
    COALESCE(regexp_extract(written, '[T ](\d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,6})?)?)', 1), '00:00'),
    moment_zone(regexp_extract(written, '[T ][0-9:.]+ ?(Z|[+-][0-9:]+|[A-Za-z_/]+)$', 1)))
  END;

-- The first day of a moment's month, UTC.
FUNCTION month_of(instant timestamp(6) with time zone) RETURNS date
RETURN CAST(date_trunc('month', instant AT TIME ZONE 'UTC') AS date);

-- A moment's day, UTC.
FUNCTION day_of(instant timestamp(6) with time zone) RETURNS date
RETURN CAST(instant AT TIME ZONE 'UTC' AS date);
