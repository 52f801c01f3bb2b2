package trunkline.subscription.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.subscription.Refusals;

/**
 * What a party has from us (TMF637): an offering at a price, billed to an account, realised by a
 * SIM or a handset. The account, the party and the resources are other services' and may be unknown
 * here; the parts of a bundle may not.
 */
public final class Product implements ResourceRules {
  public static final ResourceType TYPE =
      ResourceType.named("product")
          .api("/tmf-api/productInventory/v4")
          .table("product")
          .schema("product.schema.json")
          .mandatory(
              "billingAccount",
              "productCharacteristic",
              "productOffering",
              "productPrice",
              "relatedParty")
          .column("status", "status")
          .column("billingAccount.id", "billing_account_id")
          .column("productOffering.id", "product_offering_id")
          .lifecycle(ProductStatus.lifecycle())
          .personal(
              PersonalData.of(Mask.INITIAL, "relatedParty.name", "billingAccount.name")
                  .and(Mask.INITIAL, "productPrice.billingAccount.name")
                  .and(Mask.LAST_TWO, "productSerialNumber", "productCharacteristic.value")
                  .and(Mask.LAST_TWO, "realizingResource.name", "realizingResource.value")
                  .and(Mask.ALL, "place", "note"))
          .refersTo("relatedParty", "billingAccount", "productPrice.billingAccount")
          .belongsTo("relatedParty.id")
          .retention(Retention.CONTRACT)
          .runsIn("pendingActive", "active", "suspended", "pendingTerminate")
          .rules(new Product())
          .consequences(new Bundles())
          .build();

  private Product() {}

  @Override
  public void complete(ObjectNode product, Instant now) {
    ProductDates.complete(product, now);
    if (!ProductStatus.of(product).equals("suspended")) {
      product.remove(Cascade.SUSPENDED_WITH);
    }
  }

  @Override
  public void check(ObjectNode product) {
    checkNamed(product.at("/relatedParty/0/id"), "relatedParty.0.id");
    checkNamed(product.at("/billingAccount/id"), "billingAccount.id");
    checkNamed(product.at("/productOffering/id"), "productOffering.id");
    ProductDates.check(product);
    Prices.check(product.path("productPrice"));
    Characteristics.check(product.path("productCharacteristic"));
    Bundling bundling = Bundling.of(product);
    if (!bundling.parts().isEmpty() && !bundling.isBundle()) {
      throw Refusals.notABundle().asException();
    }
  }

  /** To whom, billed to what, which offering: an id that is blank says nothing. */
  private static void checkNamed(JsonNode id, String path) {
    if (id.asText("").isBlank()) {
      throw KernelRefusals.missingAttribute(path).asException();
    }
  }

  /** What has ended is history: only a note can still be made on it. */
  @Override
  public void checkChange(ObjectNode before, ObjectNode after) {
    if (ProductStatus.hasEnded(before)
        && !before.deepCopy().without("note").equals(after.deepCopy().without("note"))) {
      throw Refusals.ended(ProductStatus.of(before)).asException();
    }
  }
}
