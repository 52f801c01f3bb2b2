package trunkline.subscription;

import java.util.List;
import java.util.Optional;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.Specimen.Moves;

/** A valid product, and what is special about it. */
public final class Specimens {
  public static final Specimen PRODUCT =
      new Specimen(
          "/tmf-api/productInventory/v4/product",
          """
          {"name":"Mobile L","productSerialNumber":"SN-2026-000417","orderDate":"2026-01-05T09:30:00Z",
           "billingAccount":{"id":"account-of-another-service","@referredType":"BillingAccount"},
           "relatedParty":[{"id":"party-of-another-service","role":"owner","@referredType":"Individual"}],
           "productOffering":{"id":"mobile-l","name":"Mobile L"},
           "realizingResource":[{"id":"sim-of-another-service","value":"+4915112345678"}],
           "productCharacteristic":[
             {"name":"downlink","valueType":"quantity","value":{"amount":300,"units":"Mbit/s"}},
             {"name":"roaming","valueType":"boolean","value":true}],
           "productTerm":[{"name":"two years","duration":{"amount":24,"units":"month"}}],
           "productPrice":[{"priceType":"recurring","recurringChargePeriod":"month","price":{
             "taxRate":19,"dutyFreeAmount":{"unit":"EUR","value":33.61},"taxIncludedAmount":{"unit":"EUR","value":40.00}}}]}
          """,
          List.of(
              "billingAccount",
              "productCharacteristic",
              "productOffering",
              "productPrice",
              "relatedParty"),
          "description",
          Optional.of("productSerialNumber"),
          Optional.of(new Moves("status", "active", "suspended", "terminated", "active")));

  private Specimens() {}
}
