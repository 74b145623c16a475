import Accounting
import LedgerStore
import LosslessJSON
import Provider
import Testing

@testable import Metering

/// What a request leaves open: what is sent of it, and what it counts as.
@Suite struct OpenRequestTests {
    private static let pro = MotionControl.v26Pro

    private func order(_ model: String, mode: Mode? = nil) -> Order {
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

    @Test func theNameThatSaysProIsSentWithoutAModeAndCountsAsPro() throws {
        let desk = try Desk()
        let order = try desk.meter.completed(order(OpenRequestTests.pro))
        #expect(
            try fields(of: order) == [
                "model", "image_url", "video_url", "character_orientation", "keep_audio",
            ])
        #expect(order.subject.mode == .pro && order.subject.orientation == .video)
        let proposal = try desk.meter.preview(order).proposal
        #expect(proposal.estimate.usd == "4.368" && !proposal.isModeExplicit)
    }

    /// The provider takes fields that it does not know in silence.
    @Test func stdBesideItIsSentAsStatedAndReservedAsPro() async throws {
        let desk = try Desk()
        let budget = Budget(
            name: "pro", scope: Scope(mode: .pro), unit: .total, limit: .usd("5"))
        try desk.ledger.set(budget, at: desk.clock.now)
        let order = try desk.meter.completed(order(OpenRequestTests.pro, mode: .std))
        #expect(try fields(of: order).last == "mode")
        let submission = try await desk.meter.submit(
            order, over: desk.provider, observe: desk.log.observe
        ).submission
        #expect(submission.subject.mode == .std && submission.estimate.usd == "4.368")
        #expect(try desk.holding(named: "pro")?.reserved == "4.368")
    }

    @Test func aModelWhosePricesTellNoModesApartIsSentNone() throws {
        let desk = try Desk()
        let model = MotionControl.defaultModel
        #expect(try fields(of: desk.meter.completed(order(model))).last == "mode")
        let price = Price(
            model: model, mode: nil, usd: "0.2", unit: .second, source: .catalogue,
            effectiveFrom: desk.clock.now)
        _ = try desk.ledger.list(
            [PriceListing(model: model, prices: [price], effectiveFrom: desk.clock.now)],
            at: desk.clock.now)
        let open = try desk.meter.completed(order(model))
        #expect(try fields(of: open).last == "keep_audio")
        #expect(open.subject.mode == .std, "what it makes all the same")
        let stated = try desk.meter.completed(order(model, mode: .pro))
        #expect(try fields(of: stated).last == "mode")
    }

    @Test func defaultsOfMotionControlAreSentToNoOtherModel() throws {
        let desk = try Desk()
        let order = try desk.meter.completed(order("google/veo-3.1-t2v"))
        #expect(try fields(of: order) == ["model", "image_url", "video_url"])
        #expect(order.subject.mode == nil && order.subject.orientation == nil)
    }

    @Test func anAliasHasTheDefaultsOfItsModel() throws {
        let desk = try Desk()
        let entry = CatalogueEntry(id: MotionControl.defaultModel, aliases: ["mc"])
        _ = try desk.ledger.list(
            [], names: ModelNames.Listed([entry]), at: desk.clock.now)
        let proposal = try desk.meter.preview(desk.meter.completed(order("mc"))).proposal
        #expect(proposal.subject.mode == .std && proposal.estimate.usd == "4.914")
        #expect(proposal.estimate.secondsSource == .cap && proposal.subject.model == "mc")
    }
}
