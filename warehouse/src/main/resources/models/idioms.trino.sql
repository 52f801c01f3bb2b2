-- Trino's spelling of what the models call by one name on every engine: of these functions, those that a
-- model names stand before its query (WITH FUNCTION …). A function comes after those that it names.

-- A field's text; a number is its text, an object or a list is JSON.
FUNCTION json_text(document varchar, path varchar) RETURNS varchar
RETURN COALESCE(json_extract_scalar(document, path), NULLIF(json_format(json_extract(document, path)), 'null'));

-- What stands in a list, each as JSON; null when it is no list.
FUNCTION json_items(document varchar, path varchar) RETURNS array(varchar)
RETURN transform(TRY_CAST(json_extract(document, path) AS array(json)), item -> json_format(item));

-- TM Forum's documents as rows. A field of another shape than expected is null.
FUNCTION customer_resource(resource varchar) RETURNS row(
  name varchar,
  status varchar,
  statusReason varchar,
  validFor row(startDateTime varchar, endDateTime varchar),
  engagedParty row(id varchar),
  characteristic array(row(name varchar, value varchar)))
RETURN ROW(
  json_text(resource, '$.name'),
  json_text(resource, '$.status'),
  json_text(resource, '$.statusReason'),
  ROW(json_text(resource, '$.validFor.startDateTime'),
      json_text(resource, '$.validFor.endDateTime')),
  ROW(json_text(resource, '$.engagedParty.id')),
  transform(json_items(resource, '$.characteristic'), item ->
    CAST(ROW(json_text(item, '$.name'),
          json_text(item, '$.value')) AS row(name varchar, value varchar))));
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
RETURN ROW(
  json_text(resource, '$.name'),
  json_text(resource, '$.tradingName'),
  json_text(resource, '$.fullName'),
  json_text(resource, '$.formattedName'),
  json_text(resource, '$.givenName'),
  json_text(resource, '$.familyName'),
  json_text(resource, '$.status'),
  json_text(resource, '$.birthDate'),
  json_text(resource, '$.nationality'),
  transform(json_items(resource, '$.contactMedium'), item ->
    CAST(ROW(ROW(json_text(item, '$.characteristic.emailAddress'),
              json_text(item, '$.characteristic.phoneNumber'),
              json_text(item, '$.characteristic.country'))) AS row(characteristic row(emailAddress varchar, phoneNumber varchar, country varchar)))));
FUNCTION account_resource(resource varchar) RETURNS row(
  name varchar,
  state varchar,
  accountType varchar,
  paymentStatus varchar,
  creditLimit row(unit varchar, value varchar),
  relatedParty array(row(id varchar, role varchar)))
RETURN ROW(
  json_text(resource, '$.name'),
  json_text(resource, '$.state'),
  json_text(resource, '$.accountType'),
  json_text(resource, '$.paymentStatus'),
  ROW(json_text(resource, '$.creditLimit.unit'),
      json_text(resource, '$.creditLimit.value')),
  transform(json_items(resource, '$.relatedParty'), item ->
    CAST(ROW(json_text(item, '$.id'),
          json_text(item, '$.role')) AS row(id varchar, role varchar))));
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
RETURN ROW(
  json_text(resource, '$.name'),
  json_text(resource, '$.status'),
  json_text(resource, '$.isBundle'),
  json_text(resource, '$.orderDate'),
  json_text(resource, '$.startDate'),
  json_text(resource, '$.terminationDate'),
  ROW(json_text(resource, '$.billingAccount.id')),
  ROW(json_text(resource, '$.productOffering.id'),
      json_text(resource, '$.productOffering.name')),
  transform(json_items(resource, '$.relatedParty'), item ->
    CAST(ROW(json_text(item, '$.id'),
          json_text(item, '$.role')) AS row(id varchar, role varchar))),
  json_items(resource, '$.productPrice'));
FUNCTION price_resource(resource varchar) RETURNS row(
  priceType varchar,
  recurringChargePeriod varchar,
  price row(dutyFreeAmount row(unit varchar, value varchar), taxIncludedAmount row(unit varchar, value varchar)))
RETURN ROW(
  json_text(resource, '$.priceType'),
  json_text(resource, '$.recurringChargePeriod'),
  ROW(ROW(json_text(resource, '$.price.dutyFreeAmount.unit'),
          json_text(resource, '$.price.dutyFreeAmount.value')),
      ROW(json_text(resource, '$.price.taxIncludedAmount.unit'),
          json_text(resource, '$.price.taxIncludedAmount.value'))));
FUNCTION inventory_resource(resource varchar) RETURNS row(
  "@type" varchar,
  lifecycleState varchar,
  operationalState varchar,
  startOperatingDate varchar,
  endOperatingDate varchar,
  resourceSpecification row(id varchar, name varchar),
  relatedParty array(row(id varchar, role varchar)))
RETURN ROW(
  json_text(resource, '$["@type"]'),
  json_text(resource, '$.lifecycleState'),
  json_text(resource, '$.operationalState'),
  json_text(resource, '$.startOperatingDate'),
  json_text(resource, '$.endOperatingDate'),
  ROW(json_text(resource, '$.resourceSpecification.id'),
      json_text(resource, '$.resourceSpecification.name')),
  transform(json_items(resource, '$.relatedParty'), item ->
    CAST(ROW(json_text(item, '$.id'),
          json_text(item, '$.role')) AS row(id varchar, role varchar))));
FUNCTION interaction_resource(resource varchar) RETURNS row(
  status varchar,
  direction varchar,
  reason varchar,
  creationDate varchar,
  interactionDate row(startDateTime varchar, endDateTime varchar),
  channel array(row(id varchar, name varchar)),
  relatedParty array(row(id varchar, role varchar)))
RETURN ROW(
  json_text(resource, '$.status'),
  json_text(resource, '$.direction'),
  json_text(resource, '$.reason'),
  json_text(resource, '$.creationDate'),
  ROW(json_text(resource, '$.interactionDate.startDateTime'),
      json_text(resource, '$.interactionDate.endDateTime')),
  transform(json_items(resource, '$.channel'), item ->
    CAST(ROW(json_text(item, '$.id'),
          json_text(item, '$.name')) AS row(id varchar, name varchar))),
  transform(json_items(resource, '$.relatedParty'), item ->
    CAST(ROW(json_text(item, '$.id'),
          json_text(item, '$.role')) AS row(id varchar, role varchar))));
FUNCTION privacy_profile_resource(resource varchar) RETURNS row(
  status varchar,
  agreedDate varchar,
  terminatedDate varchar,
  validFor row(startDateTime varchar, endDateTime varchar),
  applicableForParty row(id varchar),
  partyPrivacyProfileSpecification row(id varchar),
  partyPrivacyProfileCharacteristic array(varchar))
RETURN ROW(
  json_text(resource, '$.status'),
  json_text(resource, '$.agreedDate'),
  json_text(resource, '$.terminatedDate'),
  ROW(json_text(resource, '$.validFor.startDateTime'),
      json_text(resource, '$.validFor.endDateTime')),
  ROW(json_text(resource, '$.applicableForParty.id')),
  ROW(json_text(resource, '$.partyPrivacyProfileSpecification.id')),
  json_items(resource, '$.partyPrivacyProfileCharacteristic'));
FUNCTION privacy_characteristic_resource(resource varchar) RETURNS row(
  privacyUsagePurpose varchar,
  legalBasis varchar,
  history array(varchar))
RETURN ROW(
  json_text(resource, '$.privacyUsagePurpose'),
  json_text(resource, '$.legalBasis'),
  json_items(resource, '$.history'));
FUNCTION privacy_statement_resource(resource varchar) RETURNS row(
  value varchar,
  at varchar,
  until varchar,
  evidence row(channel varchar, textVersion varchar))
RETURN ROW(
  json_text(resource, '$.value'),
  json_text(resource, '$.at'),
  json_text(resource, '$.until'),
  ROW(json_text(resource, '$.evidence.channel'),
      json_text(resource, '$.evidence.textVersion')));
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
RETURN ROW(
  json_text(resource, '$.status'),
  json_text(resource, '$.severity'),
  json_text(resource, '$.priority'),
  json_text(resource, '$.ticketType'),
  json_text(resource, '$.creationDate'),
  json_text(resource, '$.resolutionDate'),
  json_text(resource, '$.statusChangeDate'),
  ROW(json_text(resource, '$.channel.id'),
      json_text(resource, '$.channel.name')),
  transform(json_items(resource, '$.relatedParty'), item ->
    CAST(ROW(json_text(item, '$.id'),
          json_text(item, '$.role')) AS row(id varchar, role varchar))),
  ROW(json_text(resource, '$.sla.calendar'),
      json_text(resource, '$.sla.respondBy'),
      json_text(resource, '$.sla.respondedAt'),
      json_text(resource, '$.sla.resolveBy'),
      json_text(resource, '$.sla.breached'),
      json_text(resource, '$.sla.escalationLevel'),
      transform(json_items(resource, '$.sla.escalation'), item ->
        CAST(ROW(json_text(item, '$.clock'),
              json_text(item, '$.percent')) AS row(clock varchar, percent varchar)))));
FUNCTION identity_resource(resource varchar) RETURNS row(
  status varchar,
  individualIdentified row(id varchar),
  validFor row(startDateTime varchar, endDateTime varchar),
  credential array(row("@type" varchar, state varchar, trustLevel varchar)))
RETURN ROW(
  json_text(resource, '$.status'),
  ROW(json_text(resource, '$.individualIdentified.id')),
  ROW(json_text(resource, '$.validFor.startDateTime'),
      json_text(resource, '$.validFor.endDateTime')),
  transform(json_items(resource, '$.credential'), item ->
    CAST(ROW(json_text(item, '$["@type"]'),
          json_text(item, '$.state'),
          json_text(item, '$.trustLevel')) AS row("@type" varchar, state varchar, trustLevel varchar))));

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
