package trunkline.customer;

import org.junit.jupiter.api.Nested;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.ResourceContract;
import trunkline.platform.tmf.contract.Specimen;

/** Each of the ten resources keeps the whole contract of TMF630. */
class ResourceContractTest {
  interface OfCustomerService extends ResourceContract {
    @Override
    default ServiceUnderTest service() {
      return Shared.service();
    }
  }

  @Nested
  class IndividualContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.INDIVIDUAL;
    }
  }

  @Nested
  class OrganizationContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.ORGANIZATION;
    }
  }

  @Nested
  class CustomerContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.CUSTOMER;
    }
  }

  @Nested
  class PartyAccountContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.PARTY_ACCOUNT;
    }
  }

  @Nested
  class BillingAccountContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.BILLING_ACCOUNT;
    }
  }

  @Nested
  class SettlementAccountContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.SETTLEMENT_ACCOUNT;
    }
  }

  @Nested
  class FinancialAccountContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.FINANCIAL_ACCOUNT;
    }
  }

  @Nested
  class BillingCycleSpecificationContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.BILLING_CYCLE_SPECIFICATION;
    }
  }

  @Nested
  class BillFormatContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.BILL_FORMAT;
    }
  }

  @Nested
  class BillPresentationMediaContract implements OfCustomerService {
    @Override
    public Specimen specimen() {
      return Specimens.BILL_PRESENTATION_MEDIA;
    }
  }
}
