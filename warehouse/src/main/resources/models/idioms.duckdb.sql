-- DuckDB's spelling of what the models call by one name on every engine.

-- TM Forum's documents as rows. A field of another shape than expected is null; a number is its text. Where a
-- text is expected, an object or a list is JSON.
CREATE MACRO customer_resource(resource) AS from_json(resource, '{
  "name": "VARCHAR",
  "status": "VARCHAR",
  "statusReason": "VARCHAR",
  "validFor": {"startDateTime": "VARCHAR", "endDateTime": "VARCHAR"},
  "engagedParty": {"id": "VARCHAR"},
  "characteristic": [{"name": "VARCHAR", "value": "VARCHAR"}]
}');
CREATE MACRO party_resource(resource) AS from_json(resource, '{
  "name": "VARCHAR",
  "tradingName": "VARCHAR",
  "fullName": "VARCHAR",
  "formattedName": "VARCHAR",
  "givenName": "VARCHAR",
  "familyName": "VARCHAR",
  "status": "VARCHAR",
  "birthDate": "VARCHAR",
  "nationality": "VARCHAR",
  "contactMedium": [{"characteristic": {"emailAddress": "VARCHAR", "phoneNumber": "VARCHAR", "country": "VARCHAR"}}]
}');
CREATE MACRO account_resource(resource) AS from_json(resource, '{
  "name": "VARCHAR",
  "state": "VARCHAR",
  "accountType": "VARCHAR",
  "paymentStatus": "VARCHAR",
  "creditLimit": {"unit": "VARCHAR", "value": "VARCHAR"},
  "relatedParty": [{"id": "VARCHAR", "role": "VARCHAR"}]
}');
CREATE MACRO product_resource(resource) AS from_json(resource, '{
  "name": "VARCHAR",
  "status": "VARCHAR",
  "isBundle": "VARCHAR",
  "orderDate": "VARCHAR",
  "startDate": "VARCHAR",
  "terminationDate": "VARCHAR",
  "billingAccount": {"id": "VARCHAR"},
  "productOffering": {"id": "VARCHAR", "name": "VARCHAR"},
  "relatedParty": [{"id": "VARCHAR", "role": "VARCHAR"}],
  "productPrice": ["JSON"]
}');
CREATE MACRO price_resource(resource) AS from_json(resource, '{
  "priceType": "VARCHAR",
  "recurringChargePeriod": "VARCHAR",
  "price": {
    "dutyFreeAmount": {"unit": "VARCHAR", "value": "VARCHAR"},
    "taxIncludedAmount": {"unit": "VARCHAR", "value": "VARCHAR"}
  }
}');
CREATE MACRO inventory_resource(resource) AS from_json(resource, '{
  "@type": "VARCHAR",
  "lifecycleState": "VARCHAR",
  "operationalState": "VARCHAR",
  "startOperatingDate": "VARCHAR",
  "endOperatingDate": "VARCHAR",
  "resourceSpecification": {"id": "VARCHAR", "name": "VARCHAR"},
  "relatedParty": [{"id": "VARCHAR", "role": "VARCHAR"}]
}');
CREATE MACRO interaction_resource(resource) AS from_json(resource, '{
  "status": "VARCHAR",
  "direction": "VARCHAR",
  "reason": "VARCHAR",
  "creationDate": "VARCHAR",
  "interactionDate": {"startDateTime": "VARCHAR", "endDateTime": "VARCHAR"},
  "channel": [{"id": "VARCHAR", "name": "VARCHAR"}],
  "relatedParty": [{"id": "VARCHAR", "role": "VARCHAR"}]
}');
CREATE MACRO privacy_profile_resource(resource) AS from_json(resource, '{
  "status": "VARCHAR",
  "agreedDate": "VARCHAR",
  "terminatedDate": "VARCHAR",
  "validFor": {"startDateTime": "VARCHAR", "endDateTime": "VARCHAR"},
  "applicableForParty": {"id": "VARCHAR"},
  "partyPrivacyProfileSpecification": {"id": "VARCHAR"},
  "partyPrivacyProfileCharacteristic": ["JSON"]
}');
CREATE MACRO privacy_characteristic_resource(resource) AS from_json(resource, '{
  "privacyUsagePurpose": "VARCHAR",
  "legalBasis": "VARCHAR",
  "history": ["JSON"]
}');
CREATE MACRO privacy_statement_resource(resource) AS from_json(resource, '{
  "value": "VARCHAR",
  "at": "VARCHAR",
  "until": "VARCHAR",
  "evidence": {"channel": "VARCHAR", "textVersion": "VARCHAR"}
}');
CREATE MACRO ticket_resource(resource) AS from_json(resource, '{
  "status": "VARCHAR",
  "severity": "VARCHAR",
  "priority": "VARCHAR",
  "ticketType": "VARCHAR",
  "creationDate": "VARCHAR",
  "resolutionDate": "VARCHAR",
  "statusChangeDate": "VARCHAR",
  "channel": {"id": "VARCHAR", "name": "VARCHAR"},
  "relatedParty": [{"id": "VARCHAR", "role": "VARCHAR"}],
  "sla": {
    "calendar": "VARCHAR",
    "respondBy": "VARCHAR",
    "respondedAt": "VARCHAR",
    "resolveBy": "VARCHAR",
    "breached": "VARCHAR",
    "escalationLevel": "VARCHAR",
    "escalation": [{"clock": "VARCHAR", "percent": "VARCHAR"}]
  }
}');
CREATE MACRO identity_resource(resource) AS from_json(resource, '{
  "status": "VARCHAR",
  "individualIdentified": {"id": "VARCHAR"},
  "validFor": {"startDateTime": "VARCHAR", "endDateTime": "VARCHAR"},
  "credential": [{"@type": "VARCHAR", "state": "VARCHAR", "trustLevel": "VARCHAR"}]
}');

CREATE MACRO migration_resource(resource) AS from_json(resource, '{
  "name": "VARCHAR",
  "sourceIdentity": "VARCHAR",
  "mappingVersion": "VARCHAR",
  "status": "VARCHAR",
  "startedAt": "VARCHAR",
  "endedAt": "VARCHAR",
  "source": "VARCHAR",
  "migrated": "VARCHAR",
  "merged": "VARCHAR",
  "rejected": "VARCHAR",
  "excluded": "VARCHAR",
  "resources": "VARCHAR"
}');

CREATE MACRO read_resource(resource) AS from_json(resource, '{
  "reader": "VARCHAR",
  "roles": "VARCHAR",
  "resourceType": "VARCHAR",
  "opened": "VARCHAR",
  "results": "VARCHAR",
  "masked": "VARCHAR"
}');

-- The value of the first characteristic of that name, as text.
CREATE MACRO characteristic_value(characteristics, wanted) AS
  list_filter(characteristics, lambda c: c.name = wanted)[1].value;

-- Whom the first related party of that role is; else the first of all; else nobody.
CREATE MACRO related_party(parties, wanted) AS
  COALESCE(list_filter(parties, lambda p: p.role = wanted)[1].id, parties[1].id);

-- The id of the first related party of that role, and nobody else's.
CREATE MACRO party_in_role(parties, wanted) AS list_filter(parties, lambda p: p.role = wanted)[1].id;

-- A channel by its id, else by its name.
CREATE MACRO first_channel(channels) AS COALESCE(channels[1].id, channels[1].name);

-- Whether a party can be reached so, and where its first address is.
CREATE MACRO has_email(media) AS
  COALESCE(len(list_filter(media, lambda m: m.characteristic.emailAddress IS NOT NULL)) > 0, FALSE);
CREATE MACRO has_phone(media) AS
  COALESCE(len(list_filter(media, lambda m: m.characteristic.phoneNumber IS NOT NULL)) > 0, FALSE);
CREATE MACRO first_country(media) AS
  list_filter(media, lambda m: m.characteristic.country IS NOT NULL)[1].characteristic.country;

-- Numbers and days out of a text, rounded half away from zero; null when the text is none.
CREATE MACRO money(written) AS TRY_CAST(written AS DECIMAL(18, 2));
CREATE MACRO whole_number(written) AS TRY_CAST(written AS INTEGER);
CREATE MACRO calendar_day(written) AS TRY_CAST(written AS DATE);

-- Whether an escalation of that clock has told that all of its target is used up.
CREATE MACRO is_used_up(escalations, wanted) AS
  COALESCE(len(list_filter(escalations,
                           lambda e: e.clock = wanted AND whole_number(e.percent) >= 100)) > 0, FALSE);

-- How many credentials are active and of that type, of that level.
CREATE MACRO active_of_type(credentials, wanted) AS
  COALESCE(len(list_filter(credentials, lambda c: c.state = 'active' AND c."@type" = wanted)), 0);
CREATE MACRO active_of_level(credentials, wanted) AS
  COALESCE(len(list_filter(credentials, lambda c: c.state = 'active' AND c.trustLevel = wanted)), 0);

-- A moment as ISO 8601 writes it; null when the text is none.
CREATE MACRO moment(written) AS TRY_CAST(written AS TIMESTAMP WITH TIME ZONE);

-- The first day of a moment's month, UTC. Without a calendar, which costs five times as much.
CREATE MACRO month_of(instant) AS CAST(date_trunc('month', make_timestamp(epoch_us(instant))) AS DATE);

-- A moment's day, UTC.
CREATE MACRO day_of(instant) AS CAST(make_timestamp(epoch_us(instant)) AS DATE);
