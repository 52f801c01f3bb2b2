package trunkline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRulesTest {
  @TempDir Path folder = Path.of("");

  @Test
  void fileInTheTree_keepsEveryRule() throws IOException {
    assertEquals(List.of(), AccountRules.problems(Accounts.read(file())));
  }

  /** One mistake each, and the key that the answer must name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {id: "200000000002"                 | {id: "200000000001"             | accounts.microservices-nonprod.id
          cidr: 10.48.0.0/16                  | cidr: 10.16.0.0/16              | networks.warehouse-prod
          cidr: 10.48.0.0/16                  | cidr: 192.168.0.0/16            | networks.warehouse-prod.cidr
          cidrs: [172.20.0.0/16]              | cidrs: [10.48.0.0/20]           | onPremises.data-centre
          asn: 65020                          | asn: 65010                      | onPremises.data-centre.asn
          awsAsn: 64513                       | awsAsn: 64512                   | onPremises.data-centre.awsAsn
          reaches: [warehouse-prod]           | reaches: [microservices-prod]   | onPremises.data-centre.reaches
          warehouse: warehouse-prod}          | warehouse: warehouse-nonprod}   | environments.prod.warehouse
          cpu: 1024, memory: 2048, least: 2, most: 12 | cpu: 1000, memory: 2048, least: 2, most: 12 | services.customer.cpu
          port: 8082                          | port: 8081                      | services.identification.port
          budget: 3000                        | budget: 0                       | accounts.microservices-prod.budget
          """)
  void mistake_isNamedByItsKey(String right, String wrong, String key) throws IOException {
    String text = Files.readString(file());
    assertTrue(text.contains(right), "the example must be in the file: " + right);
    Path changed = folder.resolve("accounts.yaml");
    Files.writeString(
        changed, text.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));

    List<String> problems = AccountRules.problems(Accounts.read(changed));

    assertTrue(
        problems.stream().anyMatch(p -> p.contains(key)), () -> key + " is not in " + problems);
  }

  @Test
  void unknownKey_isRefusedWithItsName() throws IOException {
    Path changed = folder.resolve("accounts.yaml");
    Files.writeString(changed, Files.readString(file()) + "\nbudgget: 3\n");
    var refused = assertThrows(IOException.class, () -> Accounts.read(changed));
    assertTrue(String.valueOf(refused.getMessage()).contains("budgget"));
  }

  private static Path file() {
    return PlannedEstate.repository().resolve("infra/accounts.yaml");
  }
}
