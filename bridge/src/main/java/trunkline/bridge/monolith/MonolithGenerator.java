package trunkline.bridge.monolith;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.jdbc.PgConnection;

/**
 * Fills a database with a legacy CRM's customers and the dirt of real ones. The same number and
 * seed give the same table, and an account of what was planted.
 */
public final class MonolithGenerator {
  public static final int LEAST_CUSTOMERS = 100;

  private static final int BUFFER = 1 << 20;
  private static final String OPERATOR = "01";
  private static final String OTHER_OPERATOR = "02";

  /** One in so many shares the contact of a property manager; ten at least. */
  private static final int SHARED_EVERY = 1_000;

  private final int customers;
  private final SplittableRandom random;
  private final Names names = new Names();
  private final People people;
  private final Spoiling spoiling;
  private final Deque<LegacyCustomer> duplicable = new ArrayDeque<>();
  private final Map<Dirt, Long> rows = new EnumMap<>(Dirt.class);
  private final Map<Dirt, BigDecimal> fees = new EnumMap<>(Dirt.class);
  private int otherOperators;

  private MonolithGenerator(int customers, long seed) {
    this.customers = customers;
    this.random = new SplittableRandom(seed);
    this.people = new People(random, names);
    this.spoiling = new Spoiling(random, names, people);
  }

  /**
   * Replaces the table {@code crm_kunde} of the database by a new one with that many rows, in one
   * transaction.
   */
  public static PlantedDirt generate(
      String jdbcUrl, String user, String password, int customers, long seed) {
    if (customers < LEAST_CUSTOMERS) {
      throw new IllegalArgumentException("a monolith has at least 100 customers");
    }
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      connection.setAutoCommit(false);
      PlantedDirt planted = new MonolithGenerator(customers, seed).fill(connection);
      connection.commit();
      return planted;
    } catch (SQLException e) {
      throw new IllegalStateException("the monolith's database could not be filled", e);
    }
  }

  private PlantedDirt fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS crm_kunde");
      statement.execute(LegacyCustomer.TABLE);
    }
    CopyManager copying = connection.unwrap(PgConnection.class).getCopyAPI();
    CopyIn copy = copying.copyIn("COPY crm_kunde FROM STDIN");
    StringBuilder lines = new StringBuilder(BUFFER);
    for (int i = 0; i < customers; i++) {
      next(i).writeTo(lines);
      if (lines.length() > BUFFER / 2 || i == customers - 1) {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
      }
    }
    copy.endCopy();
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE crm_kunde");
    }
    return new PlantedDirt(rows, fees);
  }

  private LegacyCustomer next(int index) {
    boolean shared = index % Math.min(SHARED_EVERY, customers / 10) == 0;
    Dirt dirt = shared ? Dirt.SHARED_CONTACT : Dirt.at(random.nextInt(Dirt.OF));
    if (isDuplicate(dirt) && duplicable.isEmpty()) {
      dirt = Dirt.CLEAN;
    }
    LegacyCustomer customer = customer(dirt, Integer.toString(100_000 + index));
    rows.merge(dirt, 1L, Long::sum);
    fees.merge(dirt, customer.fee(), BigDecimal::add);
    return customer;
  }

  private LegacyCustomer customer(Dirt dirt, String kdnr) {
    return switch (dirt) {
      case OTHER_OPERATOR ->
          people.customer(OTHER_OPERATOR, Integer.toString(100_000 + otherOperators++));
      case EXACT_DUPLICATE -> spoiling.again(duplicable.removeFirst(), kdnr);
      case NEAR_DUPLICATE -> spoiling.nearlyAgain(duplicable.removeFirst(), kdnr);
      case MOJIBAKE, SHARED_CONTACT, WRONG_DATE -> spoiling.spoil(person(kdnr), dirt);
      default -> {
        LegacyCustomer customer = people.customer(OPERATOR, kdnr);
        if (dirt == Dirt.CLEAN) {
          remember(customer);
        }
        yield spoiling.spoil(customer, dirt);
      }
    };
  }

  /** Dirt on a name or a birth date needs somebody who has one. */
  private LegacyCustomer person(String kdnr) {
    LegacyCustomer customer = people.customer(OPERATOR, kdnr);
    return customer.vorname() == null ? person(kdnr) : customer;
  }

  /** Some rows from now on may be this customer's second; companies have no birth date to match. */
  private void remember(LegacyCustomer customer) {
    if (customer.vorname() != null && random.nextInt(10) == 0) {
      duplicable.addLast(customer);
    }
  }

  private static boolean isDuplicate(Dirt dirt) {
    return dirt == Dirt.EXACT_DUPLICATE || dirt == Dirt.NEAR_DUPLICATE;
  }
}
