package trunkline.client.connection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import trunkline.client.bulk.model.BulkAnswer;

/** The answers of a bulk request, one a line, in the order of the lines that they answer. */
@JsonDeserialize(using = BulkAnswers.Reader.class)
public record BulkAnswers(List<BulkAnswer> lines) {
  public BulkAnswers {
    lines = List.copyOf(lines);
  }

  /** Reads one JSON object after the other to the end of the text. */
  static final class Reader extends StdDeserializer<BulkAnswers> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(BulkAnswers.class);
    }

    @Override
    public BulkAnswers deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      List<BulkAnswer> lines = new ArrayList<>();
      for (JsonToken at = parser.currentToken(); at != null; at = parser.nextToken()) {
        lines.add(context.readValue(parser, BulkAnswer.class));
      }
      return new BulkAnswers(lines);
    }
  }
}
