import LosslessJSON
import TestSupport

extension RawClient {
    private static let key = "Authorization: Bearer sandbox\r\n"

    func submit(_ prompt: String) async -> Reply {
        await send(
            "POST", SandboxFixture.generations, Self.key,
            body: SandboxFixture.body(prompt).compactText)
    }

    func get(_ target: String) async -> Reply { await send("GET", target, Self.key) }

    /// How many submissions the sandbox has seen, lost ones too.
    func submissionCount() async -> Int? {
        await get("/sandbox/submissions").answer.json["count"]?.int
    }
}
