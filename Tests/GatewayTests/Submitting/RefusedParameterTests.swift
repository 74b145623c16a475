import Accounting
import Testing

@testable import Gateway

/// Which field of a refused request would help.
@Suite struct RefusedParameterTests {
    private static let motion = Subject(
        model: MotionControl.defaultModel, mode: .pro, orientation: .image, project: nil)
    private static let modeless = Subject(
        model: "other/video", mode: nil, orientation: nil, project: nil)
    private static let modal = Subject(
        model: "other/video", mode: .pro, orientation: nil, project: nil)

    @Test(
        arguments: [
            (.budgetExhausted, [], motion, nil),
            (.budgetExhausted, [.std(30), .pro(6)], motion, "mode"),
            (.inFlightBudgetExhausted, [.std(4)], motion, "mode"),
            (.maxCostExceeded, [.pro(6)], motion, "video_url"),
            (.requestExceedsBudget, [.modeless(5)], modeless, "duration"),
            (.requestExceedsBudget, [], modeless, nil),
            (.requestExceedsBudget, [.pro(5)], modal, "duration"),
            (.priceUnknown, [.std(30)], motion, "model"),
            (.duplicate, [.std(30)], motion, nil),
        ] as [(Refusal.Reason, [Refusal.Fit], Subject, String?)])
    func itIsWhatWouldFit(
        reason: Refusal.Reason, fits: [Refusal.Fit], subject: Subject, parameter: String?
    ) {
        let refusal = Refusal(reason: reason, message: "no", obstacles: [], fits: fits)
        #expect(refusal.parameter(of: subject) == parameter)
    }
}

extension Refusal.Fit {
    fileprivate static func std(_ seconds: Int) -> Refusal.Fit {
        .init(mode: .std, seconds: seconds)
    }
    fileprivate static func pro(_ seconds: Int) -> Refusal.Fit {
        .init(mode: .pro, seconds: seconds)
    }
    fileprivate static func modeless(_ seconds: Int) -> Refusal.Fit {
        .init(mode: nil, seconds: seconds)
    }
}
