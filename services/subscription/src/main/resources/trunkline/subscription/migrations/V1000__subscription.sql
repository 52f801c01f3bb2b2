-- The subscription service's resources. party_id is whom a product belongs to: the first related party.

SELECT create_resource_table('product', '{"status": "{status}", "billing_account_id": "{billingAccount,id}",
                                          "party_id": "{relatedParty,0,id}", "product_offering_id": "{productOffering,id}"}');
