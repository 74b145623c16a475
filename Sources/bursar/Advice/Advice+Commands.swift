import Accounting
import Text

/// An advice in the words of the command line: its commands, flags and variables.
extension Advice {
    /// A clause without a capital letter goes on behind a semicolon; a sentence stands alone. Neither
    /// has a full stop.
    var words: String {
        switch self {
        case .sync: "run: bursar sync"
        case .syncRegularly: "run: bursar sync, best from cron"
        case .syncOrResolve(let id):
            "run bursar sync, which looks it up; when you know what became of it: \(ending(id))"
        case .syncOnceTheLedgerWorks(let id):
            "Once the ledger works again: bursar sync, then bursar show \(id)"
        case .followOrRepeat(let id):
            "follow it with: bursar wait \(text(id)) (if its outcome is unknown: bursar sync), or add"
                + " --allow-duplicate to pay for it twice"
        case .show(let id): "see: bursar show \(text(id))"
        case .listSubmissions: "see: bursar list"
        case .listInFull: "see --json"
        case .stateLength:
            "state --duration SECONDS (or --param duration=SECONDS, where the model takes it), or"
                + " --max-cost USD"
        case .resolve(let id): "when you know what it cost: \(ending(id))"
        case .resolveAsChargedOnceTheLedgerWorks(let id):
            "Once the ledger works again, say what it cost: bursar resolve \(id) --charged USD"
                + " --reason TEXT"
        case .resolveAsNotCharged(let id):
            "If it is the bill of this account: bursar resolve \(id) --not-charged --reason TEXT"
        case .listBudgets, .setBudget, .raiseLimits: budgetWords
        case .knowPrice, .confirmPrices, .setPrice, .correctOwnPrice, .forgetPrice, .setOwnPrice:
            priceWords
        case .reconcile, .applyBill, .importCharges, .listDifferences, .awaitCorrectedRow,
            .tryLater:
            bookWords
        case .listAlerts: "see: bursar alerts list"
        case .testAlerts: "then try: bursar alerts test"
        case .deliverAlerts: "then: bursar alerts deliver"
        case .createKey: "make one with: bursar keys create NAME"
        case .listKeys: "see: bursar keys list"
        case .revokeKey(let name):
            "revoke it first: bursar keys revoke \(ShellWord.quoted(name.text))"
        case .verify, .restoreBackup, .restoreOrBeginAnew, .openAgain, .nameAnotherLedger,
            .makeInOtherZone, .seeSettings, .nameSettings, .setKey, .checkKey, .checkBaseURL,
            .checkConnection, .setBaseURL, .setKeyAndBaseURL:
            settingWords
        }
    }

    private var budgetWords: String {
        switch self {
        case .listBudgets: "see: bursar budget list"
        case .setBudget: "set one with: bursar budget set NAME --limit AMOUNT --per month"
        case .raiseLimits(let names) where names.count == 1:
            "Raise the limit: bursar budget set \(ShellWord.quoted(names[0].text)) --limit …"
        case .raiseLimits: "Raise the limits: bursar budget set NAME --limit …"
        default: ""
        }
    }

    private var priceWords: String {
        switch self {
        case .knowPrice(let model):
            "take the provider's list: bursar price sync; or set one: bursar price set"
                + " \(ShellWord.quoted(model.text)) --per-second USD; or state --max-cost USD"
        case .confirmPrices:
            "run: bursar price sync; or set your own: bursar price set MODEL --per-second USD"
        case .setPrice: "set one with: bursar price set MODEL --per-second USD"
        case .correctOwnPrice:
            "run: bursar price set MODEL --per-second USD, or bursar price unset MODEL"
        case .forgetPrice(let model?):
            "To end it: bursar price forget \(ShellWord.quoted(model.text))"
        case .forgetPrice: "see: bursar price list; to end it: bursar price forget MODEL"
        case .setOwnPrice: "set your own with: bursar price set"
        default: ""
        }
    }

    private var bookWords: String {
        switch self {
        case .reconcile(let since):
            "see: bursar reconcile" + (since.map { " --since \($0)" } ?? "")
        case .applyBill: "take over the bill's amounts: add --apply"
        case .importCharges: "take in the charges that no submission made: add --import"
        case .listDifferences: "see --format csv"
        case .awaitCorrectedRow:
            "it stays so until the provider corrects that row: ask them, begin after its day, or settle"
                + " what differs by hand: bursar resolve ID --charged USD --reason TEXT"
        case .tryLater: "try again later"
        default: ""
        }
    }

    private var settingWords: String {
        switch self {
        case .verify: "run: bursar verify"
        case .restoreBackup:
            "try again; when it stays so, restore a backup: bursar restore FILE (bursar verify says"
                + " what is wrong)"
        case .restoreOrBeginAnew:
            "restore a backup: bursar restore FILE, or begin anew: bursar init"
        case .openAgain: "try again"
        case .nameAnotherLedger: "name another file with BURSAR_LEDGER"
        case .makeInOtherZone: "for another time zone: bursar init --time-zone ZONE"
        case .seeSettings: "see where each value comes from: bursar config"
        case .nameSettings: "name the file with BURSAR_CONFIG"
        case .setKey: "set AIMLAPI_API_KEY to the provider's key"
        case .checkKey: "check AIMLAPI_API_KEY"
        case .checkBaseURL: "check AIMLAPI_BASE_URL"
        case .checkConnection: "check the network, AIMLAPI_BASE_URL and HTTPS_PROXY"
        case .setBaseURL(let example): "set AIMLAPI_BASE_URL to something like \(example)"
        case .setKeyAndBaseURL(let example):
            "put the key into AIMLAPI_API_KEY, and set AIMLAPI_BASE_URL to something like \(example)"
        default: ""
        }
    }

    private func ending(_ id: SubmissionID?) -> String {
        "bursar resolve \(text(id)) (--charged USD | --not-charged) --reason TEXT"
    }

    private func text(_ id: SubmissionID?) -> String { id?.description ?? "ID" }
}
