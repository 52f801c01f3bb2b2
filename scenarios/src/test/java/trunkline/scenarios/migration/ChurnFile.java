package trunkline.scenarios.migration;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sample's figures, computed from its text without any code of the bridge. No field of it is
 * quoted or holds a comma.
 */
record ChurnFile(long customers, long churned, long blankTotals, BigDecimal activeCharges) {

  static ChurnFile read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> header = List.of(lines.getFirst().split(",", -1));
    int charges = header.indexOf("MonthlyCharges");
    int totals = header.indexOf("TotalCharges");
    int churn = header.indexOf("Churn");
    long churned = 0;
    long blank = 0;
    BigDecimal active = BigDecimal.ZERO;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      boolean left = fields[churn].equals("Yes");
      churned += left ? 1 : 0;
      blank += fields[totals].isBlank() ? 1 : 0;
      active = left ? active : active.add(new BigDecimal(fields[charges]));
    }
    return new ChurnFile(lines.size() - 1, churned, blank, active.setScale(2));
  }
}
