package trunkline.identification.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import trunkline.platform.database.Database;

/** The people whom the customer service keeps, as far as this service needs to know them. */
public final class KnownIndividuals {
  private final Database database;

  public KnownIndividuals(Database database) {
    this.database = database;
  }

  public boolean isKnown(String tenant, String id) {
    return find(tenant, "", id).isPresent();
  }

  /**
   * The person, held until the transaction ends: verifications of one person come one after the
   * other.
   */
  public Optional<KnownIndividual> lock(String tenant, String id) {
    return find(tenant, "FOR UPDATE", id);
  }

  private Optional<KnownIndividual> find(String tenant, String lock, String id) {
    String sql =
        """
        SELECT given_name, family_name, birth_date, deceased FROM known_individual
        WHERE tenant = ? AND id = ? %s
        """
            .formatted(lock);
    return database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, id);
            ResultSet row = statement.executeQuery();
            return row.next() ? Optional.of(individual(row)) : Optional.empty();
          }
        });
  }

  private static KnownIndividual individual(ResultSet row) throws SQLException {
    return new KnownIndividual(
        row.getString(1),
        row.getString(2),
        Optional.ofNullable(row.getObject(3, LocalDate.class)),
        row.getBoolean(4));
  }

  /** Which individual a customer is. */
  public Optional<String> findIndividualOf(String tenant, String customerId) {
    String sql = "SELECT individual_id FROM known_customer WHERE tenant = ? AND id = ?";
    return database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, customerId);
            ResultSet row = statement.executeQuery();
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
          }
        });
  }

  /** An older version than the one at hand changes nothing. */
  void put(String tenant, String id, long version, KnownIndividual individual) {
    String sql =
        """
        INSERT INTO known_individual AS known
          (tenant, id, version, given_name, family_name, birth_date, deceased)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, id) DO UPDATE
        SET version = excluded.version, given_name = excluded.given_name,
            family_name = excluded.family_name, birth_date = excluded.birth_date,
            deceased = excluded.deceased
        WHERE known.version < excluded.version
        """;
    database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, id);
            statement.setLong(3, version);
            statement.setString(4, individual.givenName());
            statement.setString(5, individual.familyName());
            statement.setObject(6, individual.birthDate().orElse(null));
            statement.setBoolean(7, individual.deceased());
            return statement.executeUpdate();
          }
        });
  }

  /** An older version than the one at hand changes nothing. */
  void putCustomer(String tenant, String id, long version, String individualId) {
    String sql =
        """
        INSERT INTO known_customer AS known (tenant, id, version, individual_id)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant, id) DO UPDATE
        SET version = excluded.version, individual_id = excluded.individual_id
        WHERE known.version < excluded.version
        """;
    database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, id);
            statement.setLong(3, version);
            statement.setString(4, individualId);
            return statement.executeUpdate();
          }
        });
  }

  void remove(String tenant, String id) {
    delete("DELETE FROM known_individual WHERE tenant = ? AND id = ?", List.of(tenant, id));
  }

  void removeCustomer(String tenant, String id) {
    delete("DELETE FROM known_customer WHERE tenant = ? AND id = ?", List.of(tenant, id));
  }

  private void delete(String sql, List<String> key) {
    database.call(
        key.getFirst(),
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.getFirst());
            statement.setString(2, key.getLast());
            return statement.executeUpdate();
          }
        });
  }
}
