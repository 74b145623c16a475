import LosslessJSON
import TestSupport

/// The document that `bursar doctor --json` printed, and how it ended.
struct DoctorChecks {
    let document: JSON
    let status: Int32
    let text: String

    init(_ fixture: CommandFixture, _ options: [String] = []) async throws {
        try await self.init(fixture.run(["doctor", "--json"] + options))
    }

    init(_ result: ProgramResult) throws {
        document = try JSON(parsing: result.output)
        status = result.status
        text = result.output + result.errors
    }

    private var all: [JSON] { document["checks"]?.array ?? [] }

    func named(_ status: String) -> [String] {
        all.filter { $0["status"]?.string == status }.compactMap { $0["name"]?.string }
    }

    func message(_ name: String) -> String? { one(name)?["message"]?.string }

    func advice(_ name: String) -> String? { one(name)?["advice"]?.string }

    private func one(_ name: String) -> JSON? { all.first { $0["name"]?.string == name } }
}
