package trunkline.platform.tmf.contract;

/** Everything that TMF630 asks of one resource, and what Trunkline promises beyond it. */
public interface ResourceContract
    extends IdentityContract,
        FieldsContract,
        FilterContract,
        FilterSyntaxContract,
        JsonPathContract,
        PagingContract,
        SortContract,
        PatchContract,
        JsonPatchContract,
        PatchQueryContract,
        ConditionContract,
        IdempotencyContract,
        ExtensionContract,
        RefusalContract,
        HubContract,
        TenancyContract,
        MaskingContract,
        BulkContract,
        DescriptionContract {}
