import Accounting
import LosslessJSON
import Reporting
import Testing
import Text

/// Keys of the gateway for people and for programs.
@Suite struct KeysTextTests {
    private static func key(
        _ name: Name, project: Name? = nil, isAdmin: Bool = false, until day: String? = nil,
        revoked: Bool = false
    ) -> GatewayKey {
        GatewayKey(
            name: name, project: project, isAdmin: isAdmin, createdAt: Sample.now,
            expiresAt: day.map { Sample.calendar.start(of: Day($0)!.advanced(by: 1)) },
            revokedAt: revoked ? Sample.now : nil)
    }

    private static let keys = [
        key("admin", isAdmin: true), key("ci", project: "spring", until: "2026-12-31"),
        key("old", revoked: true), key("short", until: "2026-11-20"),
    ]

    private func list(_ keys: [GatewayKey], columns: Int = 80) -> String {
        KeysText.list(
            keys, asOf: Sample.now, style: TextStyle(columns: columns, words: Sample.words),
            calendar: Sample.calendar)
    }

    @Test func theListHasTheKeysInUse() {
        #expect(
            list(Self.keys) == """
                Key    State    Project  Sees        Made        Until
                admin  usable   any      everything  2026-11-21  –
                ci     usable   spring   its own     2026-11-21  2026-12-31
                short  expired  any      its own     2026-11-21  2026-11-20

                1 revoked key is not shown; see <listInFull>

                """)
    }

    @Test func whereThereIsNoneItSaysWhatToDo() {
        #expect(list([]) == "No keys. See <createKey>\n")
        #expect(
            list([Self.key("a", revoked: true), Self.key("b", revoked: true)])
                == "No keys. See <createKey>\n\n2 revoked keys are not shown; see <listInFull>\n")
    }

    @Test func anEndWithinADayIsSaidToTheMinute() {
        let key = GatewayKey(
            name: "run", project: nil, isAdmin: false, createdAt: Sample.now,
            expiresAt: Sample.now.advanced(bySeconds: 3600), revokedAt: nil)
        #expect(KeysText.end(of: key, Sample.calendar) == "21 Nov 2026, 10:30")
        #expect(KeysText.end(of: Self.key("a"), Sample.calendar) == nil)
    }

    @Test(arguments: RandomReports.names, [60, 80, 200])
    func theListFitsWhateverTheNames(name: Name, columns: Int) {
        let text = list([Self.key(name, project: name, until: "2026-12-31")], columns: columns)
        for line in text.split(separator: "\n") {
            #expect(TerminalText.width(String(line)) <= columns, "\(line)")
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(line)")
        }
    }

    @Test func theDocumentHasAllThereEverWere() {
        let text = KeysDocument.json(Array(Self.keys[1...2]), asOf: Sample.now).compactText
        #expect(
            text
                == #"{"schema":"bursar.keys/1","as_of":"2026-11-21T09:30:00.125Z","keys":["#
                + #"{"name":"ci","state":"usable","project":"spring","admin":false,"#
                + #""created_at":"2026-11-21T09:30:00.125Z","#
                + #""expires_at":"2027-01-01T00:00:00.000Z","revoked_at":null},"#
                + #"{"name":"old","state":"revoked","project":null,"admin":false,"#
                + #""created_at":"2026-11-21T09:30:00.125Z","expires_at":null,"#
                + #""revoked_at":"2026-11-21T09:30:00.125Z"}]}"#)
    }
}
