import Foundation
import TestSupport
import Testing

/// The README does what it says.
@Suite(.runsPrograms)
struct ReadmeTests {
    let readme: String
    let fences: [Fence]

    init() throws {
        readme = try Repository.text("README.md")
        fences = Fence.all(in: readme)
    }

    @Test func isShort() {
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 150)
    }

    @Test func itsMakeTargetsExist() throws {
        let targets = try Repository.makeTargets()
        let named = fences.filter(\.isAboutMake).flatMap(\.lines).compactMap(Fence.makeTarget)
        #expect(named.count >= 3)
        for target in named { #expect(targets.contains(target), "make \(target)") }
    }

    @Test func itsCommandsRun() async throws {
        let scripts = fences.filter { $0.language == "sh" && !$0.isAboutMake }
        #expect(scripts.count >= 2)
        let fixture = try await ReadmeFixture()
        for script in scripts {
            let result = try await fixture.run(script.script)
            #expect(result.status == 0, "\(script.script)\n\(result.output)\n\(result.errors)")
        }
    }

    /// As cron runs it: with hardly a variable, and another PATH.
    @Test func itsCrontabLineBringsWhatIsOpenToItsEnd() async throws {
        let line = try #require(fences.first { $0.language == "crontab" }?.lines.first)
        let setUp = try #require(fences.first { $0.script.contains(".config/bursar/env") }?.script)
        #expect(try Repository.text("docs/bursar.1").contains("\n\(line)\n"))
        #expect(try Repository.text("docs/bursar.1").contains("\n\(setUp)"))
        let command = try #require(line.wholeMatch(of: /\*\/5 \* \* \* \* (.*)/)?.1)
            .replacing("/usr/local/bin/bursar", with: "\"$HOME/bin/bursar\"")
        let fixture = try await ReadmeFixture()
        let media = "--image https://example.com/a.png --video https://example.com/a.mp4"
        let result = try await fixture.run(
            """
            \(setUp)
            test "$(stat -c %a ~/.config/bursar/env)" = 600
            echo "export AIMLAPI_BASE_URL=$AIMLAPI_BASE_URL" >> ~/.config/bursar/env
            bursar submit \(media) --no-wait
            test "$(bursar list --json | grep -c '"state": "accepted"')" = 1
            env -i HOME="$HOME" PATH=/usr/bin:/bin /bin/sh -c '\(command)'
            bursar list --json | grep '"state": "settled"'
            """)
        #expect(result.status == 0, "\(result.output)\n\(result.errors)")
    }

    /// With a Python that sends what the provider's example sends, and polls as it does.
    @Test(.needs(.curl)) func itsRunPrintsWhatIsShown() async throws {
        let shown = try #require(
            fences.first { $0.language == "console" && $0.script.contains("bursar run") }?.lines)
        let command = try #require(shown.first?.dropFirst(2))
        let fixture = try await ReadmeFixture()
        let result = try await fixture.run(
            """
            cat > bin/python <<'END'
            #!/bin/sh
            url=$AIMLAPI_BASE_URL/v2/video/generations
            ask() { curl -sS -H "Authorization: Bearer $AIMLAPI_API_KEY" "$@"; }
            ask -H 'Content-Type: application/json' "$url" -d '{"mode":"std",
                "model":"klingai/video-v3-motion-control", "image_url":"https://example.com/a.png",
                "video_url":"https://example.com/a.mp4"}' > answer
            id=$(sed 's/.*"id":"\\([^"]*\\).*/\\1/' answer)
            echo "Generation ID:   $id"
            until ask "$url?generation_id=$id" | grep completed; do sleep 0.1; done
            END
            chmod +x bin/python
            \(command) 2>&1
            """)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        func masked(_ line: some StringProtocol) -> String {
            String(line).replacing(/run-[0-9a-f]{8}/, with: "RUN").replacing(/ID: .*/, with: "ID")
        }
        let printed = result.output.split(separator: "\n").map { masked($0) }
        for line in shown.dropFirst() where line != "…" {
            #expect(printed.contains(masked(line)), "not printed: \(line)\n\(result.output)")
        }
    }

    @Test func itsLinksLeadSomewhere() throws {
        let targets = readme.split(separator: "](").dropFirst().compactMap {
            $0.split(separator: ")", omittingEmptySubsequences: false).first
        }
        for target in targets where !target.hasPrefix("http") {
            let path = Repository.url(String(target)).path
            #expect(FileManager.default.fileExists(atPath: path), "\(target)")
        }
    }

    @Test(.needs(.sqliteShell)) func theLedgerCanBeCheckedByHand() async throws {
        let fixture = try await ReadmeFixture()
        let check = try #require(
            Fence.all(in: Repository.text("docs/ledger.md")).first { $0.language == "sh" })
        let prepared = try await fixture.run(
            "bursar budget set month --limit 5 --per month; bursar sandbox --history 2026-10"
                + " | bursar import -; bursar verify")
        let result = try await fixture.run(check.script)
        #expect(result.status == 0, "\(prepared.errors)\n\(result.errors)")
        let head = try #require(result.output.split(whereSeparator: \.isWhitespace).last)
        #expect(prepared.output.contains(head))
        let changed = try await fixture.run(
            """
            sqlite3 .local/share/bursar/ledger.sqlite "DROP TRIGGER entry_is_never_changed;
                UPDATE entry SET at = at + 1 WHERE seq = 3"
            \(check.script)
            """)
        #expect(changed.status == 1)
        #expect(changed.output == "entry 3 does not match its hash\n")
    }

    @Test func theDemoPrintsWhatIsShown() async throws {
        let fixture = try await ReadmeFixture()
        let binary = Program.bursar(environment: [:]).path
        let reports = fixture.path("reports")
        let result = try await fixture.run(
            file: Repository.url("scripts/demo.sh").path, [binary, reports])
        #expect(result.status == 0, "\(result.output)\n\(result.errors)")
        let printed = result.output.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Masked.line(String($0)) }.filter { !Masked.isAStep($0) }
        var rest = printed[...]
        for excerpt in try #require(fences.first { $0.language == "console" }).excerpts {
            let shown = excerpt.map(Masked.line).filter { !Masked.isAStep($0) }
            let found = rest.firstRange(of: shown)
            #expect(found != nil, "not in the demo: \(shown.joined(separator: "\n"))")
            if let found { rest = rest[found.upperBound...] }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: reports)
        #expect(
            Set(names.map { ($0 as NSString).pathExtension }) == ["txt", "md", "csv", "json"])
    }
}

/// Lines without what differs from run to run and from day to day.
enum Masked {
    static func line(_ text: String) -> String {
        text.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
            .replacing(/20\d\d-\d\d(-\d\d)?/, with: "DATE")
            .replacing(/resets .*$/, with: "resets")
            .replacing(/\s+/, with: " ")
    }

    /// A state between acceptance and end: on a busy machine a poll comes too late to see it.
    static func isAStep(_ masked: String) -> Bool {
        masked.contains(#/^ ?ID (queued|generating), /#)
    }
}
