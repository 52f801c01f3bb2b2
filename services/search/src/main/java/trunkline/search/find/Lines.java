package trunkline.search.find;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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

  /** A customer or party, and why it was found. Absent values are empty. */
  private record Line(
      String id, String type, String name, String status, String party, List<Hit> reasons) {
    static final Comparator<Line> BEST_FIRST =
        Comparator.comparingDouble(Line::score)
            .reversed()
            .thenComparing(Line::name)
            .thenComparing(Line::id);

    double score() {
      return reasons.getFirst().score();
    }
  }

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

  /**
   * @param subjects the ids of customers and parties by the id of the hit that leads to them
   */
  List<ObjectNode> of(
      Connection connection,
      short slot,
      Collection<Hit> hits,
      Map<String, Set<String>> subjects,
      int limit)
      throws SQLException {
    Map<String, List<Hit>> reasons = new HashMap<>();
    for (Hit hit : hits) {
      for (String subject : subjects.getOrDefault(hit.id(), Set.of())) {
        reasons.computeIfAbsent(subject, k -> new ArrayList<>()).add(hit);
      }
    }
    reasons.values().forEach(list -> list.sort(BEST_FIRST));
    return lines(connection, slot, reasons).stream()
        .sorted(Line.BEST_FIRST)
        .limit(limit)
        .map(this::json)
        .toList();
  }

  private static List<Line> lines(Connection connection, short slot, Map<String, List<Hit>> reasons)
      throws SQLException {
    String sql =
        """
        SELECT id, type, coalesce(body ->> 'name', body ->> 'fullName', body ->> 'tradingName',
                 concat_ws(' ', body ->> 'givenName', body ->> 'familyName')),
               coalesce(body ->> 'status', ''), coalesce(body #>> '{engagedParty,id}', '')
        FROM document
        WHERE slot = ? AND tenant = current_setting('trunkline.tenant') AND id = ANY (?) AND state = 'LIVE'
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      statement.setArray(2, connection.createArrayOf("text", reasons.keySet().toArray()));
      var lines = new ArrayList<Line>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        lines.add(
            new Line(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                reasons.getOrDefault(rows.getString(1), List.of())));
      }
      return lines;
    }
  }

  private ObjectNode json(Line line) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", line.id());
    json.put("href", base + "/tmf-api/customer360/v4/customer360/" + line.id());
    KnownType.find(line.type())
        .ifPresent(type -> json.put("resourceHref", base + type.path() + "/" + line.id()));
    json.put("@type", Character.toUpperCase(line.type().charAt(0)) + line.type().substring(1));
    put(json, "name", masked ? Mask.INITIAL.hide(line.name()) : line.name());
    put(json, "status", line.status());
    put(json, "partyId", line.party());
    json.put("score", rounded(line.score()));
    var matches = json.putArray("match");
    line.reasons().stream().limit(MOST_REASONS).forEach(hit -> matches.add(json(hit)));
    return json;
  }

  private static void put(ObjectNode json, String attribute, String value) {
    if (!value.isEmpty()) {
      json.put(attribute, value);
    }
  }

  /** Who may not see personal data searches by ids, so the value tells nothing. */
  private static ObjectNode json(Hit hit) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("kind", hit.kind()).put("closeness", hit.how().text());
    json.put("score", rounded(hit.score()));
    json.put("resourceType", hit.type()).put("resourceId", hit.id());
    return json.put("field", hit.field()).put("value", hit.value());
  }

  private static double rounded(double score) {
    return Math.round(score * 1000) / 1000.0;
  }
}
