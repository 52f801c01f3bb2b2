package trunkline.search.find;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.search.projection.KnownType;

/** The answer: one line for each customer, the best first, with why it is there. */
final class Lines {
  private static final int MOST_REASONS = 5;
  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::kind);

  private final String base;
  private final boolean masked;

  /**
   * @param base the public URL, without a slash at its end
   * @param masked whether the caller may not see personal data
   */
  Lines(String base, boolean masked) {
    this.base = base;
    this.masked = masked;
  }

  List<ObjectNode> of(
      Connection connection,
      short slot,
      Collection<Hit> hits,
      Map<String, Set<String>> subjects,
      int limit)
      throws SQLException {
    Map<String, List<Hit>> reasons = new LinkedHashMap<>();
    for (Hit hit : hits) {
      for (String subject : subjects.getOrDefault(hit.id(), Set.of())) {
        reasons.computeIfAbsent(subject, k -> new ArrayList<>()).add(hit);
      }
    }
    reasons.values().forEach(list -> list.sort(BEST_FIRST));
    var lines = new ArrayList<ObjectNode>();
    subjects(connection, slot, reasons.keySet())
        .forEach((id, line) -> lines.add(explained(line, reasons.getOrDefault(id, List.of()))));
    lines.sort(
        Comparator.comparingDouble((ObjectNode line) -> line.path("score").asDouble())
            .reversed()
            .thenComparing(line -> line.path("name").asText())
            .thenComparing(line -> line.path("id").asText()));
    return lines.stream().limit(limit).map(this::shown).toList();
  }

  private static Map<String, ObjectNode> subjects(
      Connection connection, short slot, Set<String> ids) throws SQLException {
    String sql =
        """
        SELECT id, type, body ->> 'name', coalesce(body ->> 'fullName', body ->> 'tradingName',
                 concat_ws(' ', body ->> 'givenName', body ->> 'familyName')),
               body ->> 'status', body #>> '{engagedParty,id}'
        FROM document
        WHERE slot = ? AND tenant = current_setting('trunkline.tenant') AND id = ANY (?) AND state = 'LIVE'
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
      var lines = new LinkedHashMap<String, ObjectNode>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        ObjectNode line = Json.mapper().createObjectNode();
        String name = rows.getString(3);
        line.put("id", rows.getString(1)).put("@type", rows.getString(2));
        line.put("name", name == null ? rows.getString(4) : name);
        line.put("status", rows.getString(5)).put("partyId", rows.getString(6));
        lines.put(rows.getString(1), line);
      }
      return lines;
    }
  }

  private ObjectNode explained(ObjectNode line, List<Hit> reasons) {
    line.put("score", rounded(reasons.getFirst().score()));
    var matches = line.putArray("match");
    for (Hit hit : reasons.stream().limit(MOST_REASONS).toList()) {
      ObjectNode match = matches.addObject();
      match.put("kind", hit.kind()).put("closeness", hit.how().text());
      match.put("score", rounded(hit.score()));
      match.put("resourceType", hit.type()).put("resourceId", hit.id()).put("field", hit.field());
      if (!masked) {
        match.put("value", hit.value());
      }
    }
    return line;
  }

  private static double rounded(double score) {
    return Math.round(score * 1000) / 1000.0;
  }

  private ObjectNode shown(ObjectNode line) {
    String type = line.path("@type").asText();
    line.put("@type", Character.toUpperCase(type.charAt(0)) + type.substring(1));
    line.put("href", base + "/tmf-api/customer360/v4/customer360/" + line.path("id").asText());
    KnownType.find(type)
        .ifPresent(t -> line.put("resourceHref", base + t.path() + "/" + line.path("id").asText()));
    JsonNode name = line.path("name");
    if (masked && name.isTextual()) {
      line.put("name", Mask.INITIAL.hide(name.asText()));
    }
    for (String attribute : List.of("name", "status", "partyId")) {
      if (line.path(attribute).isNull()) {
        line.remove(attribute);
      }
    }
    return line;
  }
}
