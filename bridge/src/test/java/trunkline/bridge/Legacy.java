package trunkline.bridge;

import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;

/** The database that plays the monolith; each test makes its table anew. */
final class Legacy {
  static final DatabaseAccess DATABASE = Postgres.temporary().newDatabase();

  private Legacy() {}
}
