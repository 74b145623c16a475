import Accounting
import LosslessJSON
import TestSupport
import Testing

@testable import Gateway

/// The description of the API against what is served.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct OpenAPITests {
    private let document = OpenAPIDocument.json

    @Test func everyPathIsServedAndEveryPageDescribed() throws {
        let paths = try #require(document["paths"]?.members)
        for path in paths {
            let target = path.key.replacing("{id}", with: "01a230d8-14f0-7968-bc8d-40e80624c678")
            for method in path.value.members ?? [] {
                let served = GatewayPath(method: method.key.uppercased(), path: target)
                #expect(
                    served.refusal(method: method.key, path: target) == nil,
                    "\(method.key) \(target)")
            }
        }
        let described = Set(paths.map(\.key))
        for path in [
            "/healthz", "/readyz", "/metrics", "/openapi.json", "/v1/models", "/v2/billing",
            "/api/v1/report", "/api/v1/budgets", "/api/v1/submissions", RunningGateway.path,
        ] {
            #expect(described.contains(path), "\(path)")
        }
    }

    @Test func everyReferenceLeadsToASchema() throws {
        let schemas = Set(
            try #require(document["components"]?["schemas"]?.members).map(\.key))
        let text = document.compactText
        let references = text.matches(of: #/"#\/components\/schemas\/(\w+)"/#)
            .map { String($0.output.1) }
        #expect(!references.isEmpty && references.allSatisfy { schemas.contains($0) })
    }

    /// What a schema asks for is there, all the way down.
    private static func expect(
        _ value: JSON, fits schema: JSON, at path: String
    ) {
        for required in schema["required"]?.array ?? [] {
            let name = required.string ?? ""
            #expect(value[name] != nil, "\(path) has no \(name)")
        }
        for property in schema["properties"]?.members ?? [] {
            guard let member = value[property.key], member != .null else { continue }
            expect(member, fits: property.value, at: "\(path).\(property.key)")
        }
        if let constant = schema["const"] { #expect(value == constant, "\(path)") }
        if let items = schema["items"] {
            for item in value.array ?? [] { expect(item, fits: items, at: "\(path)[]") }
        }
    }

    @Test func documentsHaveWhatTheirSchemasAskFor() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("b", "100")
            #expect(await gateway.post().status == 200)
            #expect(await gateway.get("/openapi.json").json == OpenAPIDocument.json)
            let schemas = try #require(OpenAPIDocument.json["components"]?["schemas"])
            let list = await gateway.get("/api/v1/submissions").json
            let id = try #require(list["submissions"]?.array?.first?["id"]?.string)
            for (path, schema) in [
                ("/api/v1/report", "Report"), ("/api/v1/budgets", "Budgets"),
                ("/api/v1/submissions", "Submissions"), ("/api/v1/submissions/\(id)", "Submission"),
                ("/healthz", "Status"), ("/readyz", "Status"), ("/openapi.json", "Document"),
                ("/nothing", "Error"), ("/api/v1/report?x=1", "Error"),
            ] {
                let answer = await gateway.get(path).json
                Self.expect(answer, fits: try #require(schemas[schema]), at: path)
            }
        }
    }

    @Test func whatItSaysOfAParameterIsTaken() throws {
        let get = document["paths"]?["/api/v1/report"]?["get"]
        let names = try #require(get?["parameters"]?.array).compactMap { $0["name"]?.string }
        #expect(names == ReportQuery.parameters.map(\.name))
        for parameter in ReportQuery.parameters {
            for word in parameter.schema["enum"]?.array ?? [] {
                let query = "\(parameter.name)=\(word.string ?? "")"
                #expect(throws: Never.self, "\(query)") { try ReportQuery(query) }
            }
        }
    }
}
