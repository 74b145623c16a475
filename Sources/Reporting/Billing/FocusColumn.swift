/// A version of the FinOps Open Cost and Usage Specification.
package enum FocusVersion: String, CaseIterable, Sendable {
    case v1_2 = "1.2"
    case v1_4 = "1.4"

    /// In the order of the file: those of the specification, then those of our own.
    var columns: [FocusColumn] {
        FocusColumn.allCases.filter { column in
            switch column {
            case .providerName, .publisherName: self == .v1_2
            case .hostProviderName, .serviceProviderName: self == .v1_4
            default: true
            }
        }
    }
}

/// The columns of a FOCUS file by their names.
enum FocusColumn: String, CaseIterable {
    case billedCost = "BilledCost"
    case billingAccountID = "BillingAccountId"
    case billingAccountName = "BillingAccountName"
    case billingCurrency = "BillingCurrency"
    case billingPeriodEnd = "BillingPeriodEnd"
    case billingPeriodStart = "BillingPeriodStart"
    case chargeCategory = "ChargeCategory"
    case chargeClass = "ChargeClass"
    case chargeDescription = "ChargeDescription"
    case chargeFrequency = "ChargeFrequency"
    case chargePeriodEnd = "ChargePeriodEnd"
    case chargePeriodStart = "ChargePeriodStart"
    case commitmentDiscountStatus = "CommitmentDiscountStatus"
    case consumedQuantity = "ConsumedQuantity"
    case consumedUnit = "ConsumedUnit"
    case contractedCost = "ContractedCost"
    case effectiveCost = "EffectiveCost"
    case hostProviderName = "HostProviderName"
    case invoiceID = "InvoiceId"
    case invoiceIssuerName = "InvoiceIssuerName"
    case listCost = "ListCost"
    case listUnitPrice = "ListUnitPrice"
    case pricingCategory = "PricingCategory"
    case pricingCurrency = "PricingCurrency"
    case pricingCurrencyContractedUnitPrice = "PricingCurrencyContractedUnitPrice"
    case pricingCurrencyEffectiveCost = "PricingCurrencyEffectiveCost"
    case pricingCurrencyListUnitPrice = "PricingCurrencyListUnitPrice"
    case pricingQuantity = "PricingQuantity"
    case pricingUnit = "PricingUnit"
    case providerName = "ProviderName"
    case publisherName = "PublisherName"
    case serviceCategory = "ServiceCategory"
    case serviceName = "ServiceName"
    case serviceProviderName = "ServiceProviderName"
    case serviceSubcategory = "ServiceSubcategory"
    case skuID = "SkuId"
    case skuMeter = "SkuMeter"
    case skuPriceDetails = "SkuPriceDetails"
    case skuPriceID = "SkuPriceId"
    case subAccountID = "SubAccountId"
    case subAccountName = "SubAccountName"
    case tags = "Tags"
    case mode = "x_Mode"
    case characterOrientation = "x_CharacterOrientation"
    case submissionID = "x_SubmissionId"
    case generationID = "x_GenerationId"
    case key = "x_Key"
    case creditsUsed = "x_CreditsUsed"
    case provisional = "x_Provisional"
}
