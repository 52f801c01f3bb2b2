package trunkline.warehouse.catalog;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.nio.charset.StandardCharsets;
import org.apache.iceberg.rest.RESTRequest;
import org.apache.iceberg.rest.RESTSerializers;
import trunkline.platform.http.Call;
import trunkline.platform.refusal.KernelRefusals;

/** The protocol's messages as Iceberg's own classes, set up as its client sets its mapper up. */
final class IcebergJson {
  private static final ObjectMapper MAPPER = mapper();

  private IcebergJson() {}

  private static ObjectMapper mapper() {
    var mapper = new ObjectMapper();
    mapper.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
    mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    mapper.setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());
    RESTSerializers.registerAll(mapper);
    return mapper;
  }

  static byte[] write(Object response) {
    try {
      return MAPPER.writeValueAsString(response).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T extends RESTRequest> T read(Call call, Class<T> type) {
    call.requireJson();
    JsonNode body = call.json();
    if (!body.isObject()) {
      throw KernelRefusals.malformedBody("The body is no JSON object").asException();
    }
    try {
      T request = MAPPER.treeToValue(body, type);
      request.validate();
      return request;
    } catch (JsonProcessingException e) {
      throw KernelRefusals.malformedBody(
              "The body is no " + type.getSimpleName() + " of the Iceberg REST protocol")
          .asException();
    }
  }
}
