import Accounting
import LosslessJSON
import Reporting
import Testing

/// From facts to findings, whatever the facts are.
@Suite struct DiagnosisTests {
    @Test func whereEverythingIsInOrderNothingIsAsked() {
        let diagnosis = Diagnosis(.healthy)
        #expect(diagnosis.isOK)
        #expect(diagnosis.names(.warning) + diagnosis.names(.problem) == [])
        // No call of the provider's books tells it.
        #expect(diagnosis.names(.unknown) == [.autoTopUp])
    }

    @Test func everyProblemAndWarningSaysWhatToDo() {
        let spoilt: [DoctorFacts] = [
            .healthy.key(.absent), .healthy.answering(.missing(reason: "a"), .missing(reason: "b")),
            .healthy.ahead(by: 30), .healthy.balance("0"), .healthy.synchronous(1),
            .healthy.place { $0.freeBytes = 0 }, .healthy.priced(nil), .healthy.priced(.builtin),
            .healthy.holding([(.unknown, 1), (.accepted, 100_000)]),
            .healthy.modes(folder: 0o777, file: 0o666),
        ]
        for facts in spoilt {
            let diagnosis = Diagnosis(facts)
            #expect(diagnosis.checks.map(\.name) == Diagnosis.Name.allCases)
            let bad = diagnosis.checks.filter { [.warning, .problem].contains($0.status) }
            #expect(!bad.isEmpty)
            for check in bad {
                #expect(check.remedy?.sentence(in: Sample.words).isEmpty == false, "\(check)")
            }
            #expect(diagnosis.isOK == diagnosis.names(.problem).isEmpty)
        }
    }

    @Test func aProviderThatIsDownIsOneProblemAndNotFive() {
        let reason = "'127.0.0.1:9' refused the connection"
        let diagnosis = Diagnosis(
            .healthy.answering(.missing(reason: reason), .missing(reason: reason)))
        #expect(diagnosis.names(.problem) == [.provider])
        #expect(diagnosis.check(.provider).message == reason)
        #expect(diagnosis.names(.unknown) == [.key, .balance, .keyLimit, .autoTopUp, .clock])
    }

    @Test func aPageOfAnotherServerIsNoProvider() {
        let diagnosis = Diagnosis(
            .healthy.answering(
                .rejected(status: 404, reason: "not found"),
                .rejected(status: 404, reason: "not found")))
        #expect(diagnosis.names(.problem) == [.provider])
        #expect(diagnosis.check(.provider).message == "HTTP 404: not found")
    }

    @Test func withoutAKeyOnlyTheKeyIsAProblem() {
        for key: DoctorFacts.Key in [.absent, .placeholder, .malformed, .quoted] {
            let diagnosis = Diagnosis(.healthy.key(key))
            #expect(diagnosis.names(.problem) == [.key])
            #expect(
                diagnosis.names(.unknown) == [.provider, .balance, .keyLimit, .autoTopUp, .clock])
        }
    }

    @Test func aKeyThatIsRefusedLeavesTheRestUnknown() {
        let refusal = "the provider refused the key"
        let diagnosis = Diagnosis(
            .healthy.answering(
                .rejected(status: 401, reason: refusal), .rejected(status: 401, reason: refusal)))
        #expect(diagnosis.names(.problem) == [.key])
        #expect(diagnosis.names(.unknown) == [.balance, .keyLimit, .autoTopUp, .clock])
    }

    @Test func oneAnswerIsEnoughToAcceptAKey() {
        let diagnosis = Diagnosis(
            .healthy.answering(
                .rejected(status: 404, reason: "no such page"), .given(Sample.usd("5"))))
        #expect(diagnosis.names(.problem) == [])
        #expect(diagnosis.check(.key).message == "accepted, from AIMLAPI_API_KEY")
        #expect(diagnosis.check(.keyLimit).message == "HTTP 404: no such page")
        #expect(diagnosis.check(.clock).status == .unknown)
    }

    @Test func offlineAsksForNothingAndComplainsOfNothing() {
        let diagnosis = Diagnosis(
            .healthy.answering(nil, nil).with { $0.provider.isOffline = true })
        #expect(diagnosis.isOK)
        #expect(
            diagnosis.names(.unknown) == [.key, .provider, .balance, .keyLimit, .autoTopUp, .clock])
    }

    @Test func aConfigurationThatCannotBeReadIsOneProblem() {
        let diagnosis = Diagnosis(
            .healthy.key(.absent).with {
                $0.configuration.failure = "config.toml, line 3: unknown key 'ledgr'"
                $0.ledger = .nowhere
                $0.place = nil
                $0.prices = nil
            })
        #expect(diagnosis.names(.problem) == [.config])
        #expect(diagnosis.names(.ok) == [.sqlite])
        #expect(diagnosis.names(.warning) == [])
    }

    @Test func aLedgerThatIsYetToBeMadeIsNoProblem() {
        let diagnosis = Diagnosis(
            .healthy.modes(folder: nil, file: nil).with { $0.ledger = .absent })
        #expect(diagnosis.isOK)
        #expect(
            diagnosis.names(.unknown)
                == [.autoTopUp, .synchronous, .timeZone, .unresolved, .captured])
        #expect(diagnosis.check(.ledger).remedy?.advice == .makeInOtherZone)
        #expect(diagnosis.check(.permissions).status == .ok)
        let refused = Diagnosis(
            .healthy.place { $0.isFolderWritable = false }.with { $0.ledger = .absent })
        #expect(refused.names(.problem) == [.ledger])
    }

    @Test func aLedgerThatCannotBeReadIsOneProblem() {
        let diagnosis = Diagnosis(
            .healthy.with {
                $0.ledger = .unusable("the ledger is damaged")
                $0.prices = nil
            })
        #expect(diagnosis.names(.problem) == [.ledger])
        #expect(diagnosis.check(.balance).message == "$981.40")
    }
}
