import Accounting
import LosslessJSON
import Reporting
import Testing

/// From facts to findings, whatever the facts are.
@Suite struct CheckupTests {
    @Test func whereEverythingIsInOrderNothingIsAsked() {
        let checkup = Checkup(.healthy)
        #expect(checkup.isOK)
        #expect(checkup.names(.warning) + checkup.names(.problem) == [])
        // No call of the provider's books tells it.
        #expect(checkup.names(.unknown) == [.autoTopUp])
    }

    @Test func everyProblemAndWarningSaysWhatToDo() {
        let spoilt: [CheckupFacts] = [
            .healthy.key(.absent), .healthy.answering(.missing(reason: "a"), .missing(reason: "b")),
            .healthy.ahead(by: 30), .healthy.balance("0"), .healthy.synchronous(1),
            .healthy.place { $0.freeBytes = 0 }, .healthy.priced(nil), .healthy.priced(.builtin),
            .healthy.holding([(.unknown, 1), (.accepted, 100_000)]),
            .healthy.modes(folder: 0o777, file: 0o666),
        ]
        for facts in spoilt {
            let checkup = Checkup(facts)
            #expect(checkup.checks.map(\.name) == Checkup.Name.allCases)
            let bad = checkup.checks.filter { [.warning, .problem].contains($0.status) }
            #expect(!bad.isEmpty)
            for check in bad { #expect(check.advice?.isEmpty == false, "\(check)") }
            #expect(checkup.isOK == checkup.names(.problem).isEmpty)
        }
    }

    @Test func aProviderThatIsDownIsOneProblemAndNotFive() {
        let reason = "'127.0.0.1:9' refused the connection"
        let checkup = Checkup(
            .healthy.answering(.missing(reason: reason), .missing(reason: reason)))
        #expect(checkup.names(.problem) == [.provider])
        #expect(checkup.check(.provider).message == reason)
        #expect(checkup.names(.unknown) == [.key, .balance, .keyLimit, .autoTopUp, .clock])
    }

    @Test func aPageOfAnotherServerIsNoProvider() {
        let checkup = Checkup(
            .healthy.answering(
                .rejected(status: 404, reason: "not found"),
                .rejected(status: 404, reason: "not found")))
        #expect(checkup.names(.problem) == [.provider])
        #expect(checkup.check(.provider).message == "HTTP 404: not found")
    }

    @Test func withoutAKeyOnlyTheKeyIsAProblem() {
        for key: CheckupFacts.Key in [.absent, .placeholder, .malformed, .quoted] {
            let checkup = Checkup(.healthy.key(key))
            #expect(checkup.names(.problem) == [.key])
            #expect(
                checkup.names(.unknown) == [.provider, .balance, .keyLimit, .autoTopUp, .clock])
        }
    }

    @Test func aKeyThatIsRefusedLeavesTheRestUnknown() {
        let refusal = "the provider refused the key"
        let checkup = Checkup(
            .healthy.answering(
                .rejected(status: 401, reason: refusal), .rejected(status: 401, reason: refusal)))
        #expect(checkup.names(.problem) == [.key])
        #expect(checkup.names(.unknown) == [.balance, .keyLimit, .autoTopUp, .clock])
    }

    @Test func oneAnswerIsEnoughToAcceptAKey() {
        let checkup = Checkup(
            .healthy.answering(
                .rejected(status: 404, reason: "no such page"), .given(Sample.usd("5"))))
        #expect(checkup.names(.problem) == [])
        #expect(checkup.check(.key).message == "accepted, from AIMLAPI_API_KEY")
        #expect(checkup.check(.keyLimit).message == "HTTP 404: no such page")
        #expect(checkup.check(.clock).status == .unknown)
    }

    @Test func offlineAsksForNothingAndComplainsOfNothing() {
        let checkup = Checkup(
            .healthy.answering(nil, nil).with { $0.provider.isOffline = true })
        #expect(checkup.isOK)
        #expect(
            checkup.names(.unknown) == [.key, .provider, .balance, .keyLimit, .autoTopUp, .clock])
    }

    @Test func aConfigurationThatCannotBeReadIsOneProblem() {
        let checkup = Checkup(
            .healthy.key(.absent).with {
                $0.configuration.trouble = "config.toml, line 3: unknown key 'ledgr'"
                $0.ledger = .nowhere
                $0.place = nil
                $0.prices = nil
            })
        #expect(checkup.names(.problem) == [.config])
        #expect(checkup.names(.ok) == [.sqlite])
        #expect(checkup.names(.warning) == [])
    }

    @Test func aLedgerThatIsYetToBeMadeIsNoProblem() {
        let checkup = Checkup(
            .healthy.modes(folder: nil, file: nil).with { $0.ledger = .absent })
        #expect(checkup.isOK)
        #expect(checkup.names(.unknown) == [.autoTopUp, .synchronous, .timeZone, .unresolved])
        #expect(checkup.check(.ledger).advice?.contains("bursar init --time-zone") == true)
        #expect(checkup.check(.permissions).status == .ok)
        let refused = Checkup(
            .healthy.place { $0.isFolderWritable = false }.with { $0.ledger = .absent })
        #expect(refused.names(.problem) == [.ledger])
    }

    @Test func aLedgerThatCannotBeReadIsOneProblem() {
        let checkup = Checkup(
            .healthy.with {
                $0.ledger = .unusable("the ledger is damaged")
                $0.prices = nil
            })
        #expect(checkup.names(.problem) == [.ledger])
        #expect(checkup.check(.balance).message == "$981.40")
    }
}
