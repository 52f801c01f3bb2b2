package trunkline.infra.estate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.infra.Accounts;

/** Every resource of every account, from one plan. */
public record Estate(Accounts accounts, List<Resource> resources) {
  public Estate {
    resources = List.copyOf(resources);
  }

  /** Resources of one Terraform type. */
  public List<Resource> all(String type) {
    return resources.stream().filter(resource -> resource.type().equals(type)).toList();
  }

  /** The same estate with one more resource: how a mistake is planted. */
  public Estate with(Resource... more) {
    return new Estate(accounts, Stream.concat(resources.stream(), Stream.of(more)).toList());
  }

  /** The same estate with one resource in place of another. */
  public Estate replacing(Resource old, Resource with) {
    var changed = new ArrayList<>(resources);
    changed.set(changed.indexOf(old), with);
    return new Estate(accounts, changed);
  }

  /** How many resources there are of each AWS service; the service is the word after aws_. */
  public Map<String, Long> countByService() {
    return resources.stream()
        .collect(
            Collectors.groupingBy(
                resource -> resource.type().split("_")[1], TreeMap::new, Collectors.counting()));
  }
}
