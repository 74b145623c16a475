import Accounting
import LedgerStore
import LosslessJSON
import Provider
import TestSupport
import Testing

@testable import Metering

/// What a request leaves open: what is sent of it, and what it counts as.
@Suite struct OpenRequestTests {
    private static let pro = MotionControl.v26Pro

    private func order(_ model: Name, mode: Mode? = nil) -> Order {
        var order = Order(
            request: VideoRequest(
                model: model, imageURL: "https://e.example/a.png",
                videoURL: "https://e.example/a.mp4", mode: mode))
        order.isModeExplicit = mode != nil
        return order
    }

    private func fields(of order: Order) throws -> [String] {
        try JSON(parsing: String(decoding: order.request.body, as: UTF8.self)).members?
            .map(\.key) ?? []
    }

    @Test func theNameThatSaysProIsSentWithoutAModeAndCountsAsPro() async throws {
        let fixture = try TestMeter()
        let order = try fixture.meter.completed(order(OpenRequestTests.pro))
        #expect(
            try fields(of: order) == [
                "model", "image_url", "video_url", "character_orientation", "keep_audio",
            ])
        #expect(order.subject.mode == .pro && order.subject.orientation == .video)
        let proposal = try fixture.meter.preview(order).proposal
        #expect(proposal.estimate.usd == "4.368" && !proposal.isModeExplicit)
    }

    /// The provider takes fields that it does not know in silence.
    @Test func stdBesideItIsSentAsStatedAndReservedAsPro() async throws {
        let fixture = try TestMeter()
        let budget = Budget(
            name: "pro", scope: Scope(mode: .pro), unit: .total, limit: .usd("5"))
        try await fixture.ledger.set(budget, at: fixture.clock.now)
        let order = try fixture.meter.completed(order(OpenRequestTests.pro, mode: .std))
        #expect(try fields(of: order).last == "mode")
        let submission = try await fixture.meter.submit(
            order, over: fixture.provider, observe: fixture.log.observe
        ).submission
        #expect(submission.subject.mode == .std && submission.estimate.usd == "4.368")
        #expect(try fixture.holding(named: "pro")?.reserved == "4.368")
    }

    @Test func aModelWhosePricesTellNoModesApartIsSentNone() async throws {
        let fixture = try TestMeter()
        let model = MotionControl.defaultModel
        #expect(try fields(of: fixture.meter.completed(order(model))).last == "mode")
        let price = Price(
            model: model, mode: nil, usd: "0.2", unit: .second, source: .catalogue,
            effectiveFrom: fixture.clock.now)
        _ = try await fixture.ledger.list(
            [PriceListing(model: model, prices: [price], effectiveFrom: fixture.clock.now)],
            at: fixture.clock.now)
        let open = try fixture.meter.completed(order(model))
        #expect(try fields(of: open).last == "keep_audio")
        #expect(open.subject.mode == .std, "what it makes all the same")
        let stated = try fixture.meter.completed(order(model, mode: .pro))
        #expect(try fields(of: stated).last == "mode")
    }

    @Test func defaultsOfMotionControlAreSentToNoOtherModel() async throws {
        let fixture = try TestMeter()
        let order = try fixture.meter.completed(order("google/veo-3.1-t2v"))
        #expect(try fields(of: order) == ["model", "image_url", "video_url"])
        #expect(order.subject.mode == nil && order.subject.orientation == nil)
    }

    @Test func anAliasHasTheDefaultsOfItsModel() async throws {
        let fixture = try TestMeter()
        let entry = CatalogueEntry(id: MotionControl.defaultModel, aliases: ["mc"])
        _ = try await fixture.ledger.list(
            [], names: ModelNames.Listed([entry]), at: fixture.clock.now)
        let proposal = try fixture.meter.preview(fixture.meter.completed(order("mc"))).proposal
        #expect(proposal.subject.mode == .std && proposal.estimate.usd == "4.914")
        #expect(proposal.estimate.secondsSource == .cap && proposal.subject.model == "mc")
    }
}
