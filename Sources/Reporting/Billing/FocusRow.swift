import Accounting
import LosslessJSON

/// One row of a FOCUS file: the first charge of a submission, one correction of it, or what an edit took from
/// one filing or gave to another.
struct FocusRow {
    let submission: BilledSubmission
    /// What it adds to the bill.
    let amount: BilledSubmission.Amount
    /// Nil for the first charge, and for what an edit moved.
    let correction: BilledSubmission.Correction?
    /// The edit of the filing that moved the amount; nil for charges and their corrections.
    let refiling: Refiling?
    /// Nil for a correction: it is of an amount, and not of so many units.
    let pricing: FocusPricing?
    private let texts: FocusSubject
    private let cost: String

    init(
        submission: BilledSubmission, _ texts: FocusSubject, amount: BilledSubmission.Amount,
        correction: BilledSubmission.Correction?, refiling: Refiling? = nil,
        pricing: FocusPricing?
    ) {
        self.texts = texts
        self.submission = submission
        self.amount = amount
        self.correction = correction
        self.refiling = refiling
        self.pricing = pricing
        cost = amount.usd.description
    }

    func add(
        _ column: FocusColumn, to csv: inout CSVBytes, _ periods: FocusPeriods, ledgerID: String
    ) {
        let subject = submission.subject
        switch column {
        case .billedCost, .contractedCost, .effectiveCost, .listCost,
            .pricingCurrencyEffectiveCost:
            csv.add(cost)
        case .billingAccountID: csv.add(ledgerID)
        case .billingAccountName, .invoiceIssuerName, .providerName, .hostProviderName,
            .serviceProviderName:
            csv.add(FocusSubject.provider)
        case .billingCurrency, .pricingCurrency: csv.add("USD")
        case .billingPeriodEnd: csv.add(periods.billingEnd)
        case .billingPeriodStart: csv.add(periods.billingStart)
        case .chargePeriodEnd: csv.add(periods.chargeEnd)
        case .chargePeriodStart: csv.add(periods.chargeStart)
        case .chargeCategory: csv.add("Usage")
        case .chargeClass: csv.add(isCorrection ? "Correction" : "")
        case .chargeDescription: csv.add(foreign: description)
        case .chargeFrequency: csv.add("Usage-Based")
        case .commitmentDiscountStatus, .invoiceID: csv.add("")
        case .consumedQuantity, .pricingQuantity: csv.add(pricing?.quantity ?? "")
        case .consumedUnit, .pricingUnit: csv.add(pricing?.unit ?? "")
        case .listUnitPrice, .pricingCurrencyContractedUnitPrice, .pricingCurrencyListUnitPrice:
            csv.add(pricing?.unitPrice ?? "")
        case .pricingCategory: csv.add(pricing == nil ? "" : "Standard")
        case .publisherName: csv.add(texts.publisher)
        case .serviceCategory: csv.add("AI and Machine Learning")
        case .serviceName: csv.add("Video generation")
        case .serviceSubcategory: csv.add("Generative AI")
        case .skuID: csv.add(pricing == nil ? "" : texts.sku)
        case .skuPriceID: csv.add(skuPrice)
        case .skuMeter: csv.add(pricing?.meter ?? "")
        case .skuPriceDetails: csv.add(pricing == nil ? "" : texts.details)
        case .subAccountID, .subAccountName: csv.add(foreign: subject.project?.text ?? "")
        case .tags: csv.add(foreign: tags)
        case .mode: csv.add(subject.mode?.rawValue ?? "")
        case .characterOrientation: csv.add(subject.orientation?.rawValue ?? "")
        case .submissionID: csv.add(submission.id.description)
        case .generationID: csv.add(foreign: submission.generationID ?? "")
        case .key: csv.add(foreign: subject.key?.text ?? "")
        case .creditsUsed: csv.add(String(amount.credits))
        case .provisional: csv.add(submission.charge?.isProvisional == true ? "true" : "false")
        }
    }

    private var skuPrice: String {
        guard let pricing else { return "" }
        return pricing.unit == FocusPricing.seconds ? texts.skuOfSeconds : texts.skuOfVideos
    }

    /// The project and the labels. A label that is called `project` stands for itself: the submission's
    /// project is the sub-account.
    private var tags: String {
        if submission.labels.isEmpty, submission.subject.project == nil { return "" }
        var members = submission.labels.map { JSON.Member($0.key.text, .string($0.value)) }
        if let project = submission.subject.project,
            !members.contains(where: { $0.key == "project" })
        {
            members.insert(JSON.Member("project", .string(project.text)), at: 0)
        }
        return members.isEmpty ? "" : JSON.object(members).compactText
    }

    private var isCorrection: Bool { correction != nil || refiling != nil }

    private var description: String {
        var text = texts.words
        if let seconds = submission.estimate.seconds { text += ", \(seconds) s" }
        if let correction {
            text += ", correction by \(correction.source.rawValue): \(correction.reason)"
        } else if let refiling {
            text += ", filed elsewhere: \(refiling.reason)"
        } else if submission.state == .voided {
            text += ", failed"
        }
        return text
    }
}
