package trunkline.warehouse.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import trunkline.platform.http.ErrorBody;
import trunkline.platform.http.HttpEdge;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.Refusal;

/**
 * Refusals as the Iceberg REST protocol writes them (ErrorModel of its OpenAPI document): the type
 * is an exception's name, by which clients decide.
 */
public final class IcebergErrors {
  /** Below the catalog's path this form, elsewhere TM Forum's. */
  public static final HttpEdge.RefusalForm FORM =
      (path, refusal) ->
          path.startsWith(IcebergApi.PATH + "/") ? body(refusal) : ErrorBody.bytes(refusal);

  private IcebergErrors() {}

  /** A handler whose exceptions of Iceberg's become refusals. */
  static Route.Handler answering(Route.Handler handler) {
    return call -> {
      try {
        handler.handle(call);
      } catch (NoSuchTableException | NoSuchNamespaceException e) {
        throw refusal(404, e).asException();
      } catch (AlreadyExistsException | CommitFailedException | NamespaceNotEmptyException e) {
        throw refusal(409, e).asException();
      } catch (ForbiddenException e) {
        throw refusal(403, e).asException();
      } catch (CommitStateUnknownException e) {
        throw refusal(503, e).asException();
      } catch (ValidationException | IllegalArgumentException e) {
        throw refusal(400, e).asException();
      } catch (UnsupportedOperationException e) {
        throw refusal(406, e).asException();
      } catch (trunkline.warehouse.refusal.Refusal e) {
        throw new Refusal(503, "ServiceUnavailableException", "Not now", e.getMessage())
            .asException();
      }
    };
  }

  private static Refusal refusal(int status, RuntimeException e) {
    String type = e.getClass().getSimpleName();
    return new Refusal(status, type, type, Objects.toString(e.getMessage(), type));
  }

  private static byte[] body(Refusal refusal) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.putObject("error")
        .put("message", refusal.message())
        .put("type", type(refusal))
        .put("code", refusal.status());
    return Json.write(body).getBytes(StandardCharsets.UTF_8);
  }

  private static String type(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> "NotAuthorizedException";
      case 403 -> "ForbiddenException";
      case 500 -> "InternalServerError";
      default ->
          refusal.code().endsWith("Exception")
              ? refusal.code()
              : refusal.status() < 500 ? "BadRequestException" : "ServiceUnavailableException";
    };
  }
}
