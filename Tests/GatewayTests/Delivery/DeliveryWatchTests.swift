import Accounting
import HTTPTypes
import LedgerStore
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import TestSupport
import Testing

@testable import Gateway

/// Over a channel whose other machine never acknowledges anything, as that of a client far away.
@Suite("The close behind an answer") struct DeliveryWatchTests {
    private struct Line {
        let channel: EmbeddedChannel
        let deliveries: Deliveries
        let id = SubmissionID.random(at: RunningGateway.start)
        private let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            deliveries = Deliveries(
                try Ledger(path: folder.path("ledger.sqlite"), at: RunningGateway.start))
            channel = EmbeddedChannel(handler: DeliveryWatch(deliveries))
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        }

        func answer() throws {
            deliveries.begin(id, on: channel)
            let fields: HTTPFields = [SubmissionHeaders.id: id.description]
            try channel.writeOutbound(
                HTTPResponsePart.head(HTTPResponse(status: .ok, headerFields: fields)))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
        }
    }

    @Test func itWaitsASecondForTheAnswerToArriveAndThenCountsItAsLost() async throws {
        let line = try Line()
        try line.answer()
        let closed = line.channel.eventLoop.makePromise(of: Void.self)
        line.channel.close(promise: closed)
        line.channel.embeddedEventLoop.advanceTime(by: .milliseconds(995))
        #expect(line.channel.isActive)
        line.channel.embeddedEventLoop.advanceTime(by: .milliseconds(5))
        #expect(!line.channel.isActive)
        try await closed.futureResult.get()
        #expect(await line.deliveries.fate(of: line.id) == .lost)
    }

    /// What comes meanwhile is no next order: its answer would be cut off.
    @Test func whatComesWhileItWaitsIsNotReadAsARequest() async throws {
        let line = try Line()
        try line.answer()
        line.channel.close(promise: nil)
        try line.channel.writeInbound(
            HTTPRequestPart.head(
                HTTPRequest(method: .get, scheme: "http", authority: "a.example", path: "/")))
        #expect(try line.channel.readInbound(as: HTTPRequestPart.self) == nil)
        line.channel.embeddedEventLoop.advanceTime(by: .milliseconds(5))
        // It has read the answer, though, and so there is nothing to wait for.
        #expect(!line.channel.isActive)
        #expect(await line.deliveries.fate(of: line.id) == .reached)
    }

    @Test func withoutAnAnswerItIsDoneAtOnce() throws {
        let line = try Line()
        line.channel.close(promise: nil)
        line.channel.embeddedEventLoop.run()
        #expect(!line.channel.isActive)
    }
}
