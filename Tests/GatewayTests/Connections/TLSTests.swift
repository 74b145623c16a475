import Accounting
import Foundation
import LedgerStore
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import NIOSSL
import TestSupport
import Testing

@testable import Gateway

/// A gateway with a certificate: it is encrypted, its files may be renewed, and answers count as read as they
/// do without.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct TLSTests {
    private let folder: TemporaryFolder
    private let certificate: String
    private let key: String

    init() throws {
        folder = try TemporaryFolder()
        certificate = try folder.file("cert.pem", Array(TLSSamples.first.certificate.utf8))
        key = try folder.file("key.pem", Array(TLSSamples.first.key.utf8))
    }

    private func write(_ text: String, to name: String) throws {
        _ = try folder.file(name, Array(text.utf8))
    }

    @Test func whatCannotBeUsedIsNamed() throws {
        let cases: [(certificate: String, key: String, words: String)] = [
            (folder.path("none.pem"), key, "none.pem cannot be read (No such file or directory)"),
            (certificate, folder.path("none.pem"), "none.pem cannot be read"),
            (key, key, "key.pem is no PEM file with a certificate"),
            (certificate, certificate, "cert.pem is no PEM file with a private key"),
            (
                certificate, try folder.file("other.pem", Array(TLSSamples.second.key.utf8)),
                "other.pem is not that of the certificate"
            ),
        ]
        for (certificate, key, words) in cases {
            var error: TLSFiles.Failure?
            do throws(TLSFiles.Failure) {
                _ = try TLSFiles(certificate: certificate, key: key)
            } catch let failure {
                error = failure
            }
            #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        }
    }

    @Test func aRenewedCertificateIsTakenAndABrokenOneIsNot() async throws {
        let files = try TLSFiles(certificate: certificate, key: key)
        try await RunningGateway.run(gateway: { $0.tls = files }) { gateway in
            let port = gateway.client.port
            #expect(try await subject(port) == "a.example")
            #expect(try await get("/healthz", port).contains("200 OK"))
            // Between the two writes of whoever renews it.
            try write(TLSSamples.second.certificate, to: "cert.pem")
            #expect(try await subject(port) == "a.example")
            try write(TLSSamples.second.key, to: "key.pem")
            #expect(try await subject(port) == "b.example")
            try write("no certificate", to: "cert.pem")
            #expect(try await subject(port) == "b.example")
            #expect(try await get("/healthz", port).contains("200 OK"))
        }
    }

    @Test func aBrowserIsToldToSendItsCookieOverTLSAlone() async throws {
        let files = try TLSFiles(certificate: certificate, key: key)
        try await RunningGateway.run(gateway: { $0.tls = files }) { gateway in
            let token = try #require(
                try await gateway.bearer("root", isAdmin: true)["Authorization"])
            let form = "key=\(token.dropFirst("Bearer ".count))"
            let answer = try await send(
                "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)", gateway.client.port)
            #expect(answer.contains("303 See Other") && answer.contains("; Secure"))
        }
    }

    /// Then an identical order is another take.
    @Test func anAnswerThatHasArrivedWasRead() async throws {
        let files = try TLSFiles(certificate: certificate, key: key)
        try await RunningGateway.run(gateway: { $0.tls = files }) { gateway in
            let body = RunningGateway.body()
            let order =
                "POST \(RunningGateway.path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            for count in 1...2 {
                #expect(
                    try await send(order, gateway.client.port, untilPart: "generation").contains(
                        "200 OK"))
                try await eventually("it was read") { await gateway.posts == count }
            }
        }
    }

    @Test func anEndWithoutAWordOfTLSIsNoError() throws {
        let channel = EmbeddedChannel(handler: UnsignedEnd())
        channel.pipeline.fireErrorCaught(NIOSSLError.uncleanShutdown)
        try channel.throwIfErrorCaught()
        channel.pipeline.fireErrorCaught(ChannelError.ioOnClosedChannel)
        #expect(throws: ChannelError.self) { try channel.throwIfErrorCaught() }
        _ = try channel.finish()
    }

    @Test func whatIsNotEncryptedGetsNoAnswer() async throws {
        let files = try TLSFiles(certificate: certificate, key: key)
        try await RunningGateway.run(gateway: { $0.tls = files }) { gateway in
            #expect(await gateway.get("/healthz").status == nil)
            let answer = try await get("/healthz", gateway.client.port)
            #expect(answer.contains("200 OK"))
        }
    }

    // MARK: A client

    private func get(_ path: String, _ port: Int) async throws -> String {
        try await send(
            "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", port)
    }

    /// What comes until the end, or until a part of it has come: then the connection is closed at once.
    private func send(_ text: String, _ port: Int, untilPart part: String? = nil) async throws
        -> String
    {
        try await connect(port) { connection, inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var all = ""
            for try await bytes in inbound {
                all += String(buffer: bytes)
                if let part, all.contains(part) { break }
            }
            return all
        }
    }

    /// The common name of the certificate.
    private func subject(_ port: Int) async throws -> String? {
        try await connect(port) { channel, inbound, outbound in
            try await outbound.write(
                ByteBuffer(string: "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
            for try await _ in inbound { break }
            let certificate = try await channel.nioSSL_peerCertificate().get()
            return certificate.flatMap { "\($0)".firstMatch(of: /common_name=([a-z.]+)/) }
                .map { String($0.1) }
        }
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private func connect<Value: Sendable>(
        _ port: Int,
        _ body:
            @Sendable (
                any Channel, NIOAsyncChannelInboundStream<ByteBuffer>,
                NIOAsyncChannelOutboundWriter<ByteBuffer>
            ) async throws -> Value
    ) async throws -> Value {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // The certificates are nobody's.
        configuration.certificateVerification = .none
        let context = try NIOSSLContext(configuration: configuration)
        let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: nil))
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { inbound, outbound in
            try await body(connection.channel, inbound, outbound)
        }
    }
}
