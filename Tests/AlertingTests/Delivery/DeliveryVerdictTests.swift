import Alerting
import Testing

@Suite struct DeliveryVerdictTests {
    @Test(
        arguments: [
            (nil, .later), (200, .delivered), (202, .delivered), (204, .delivered), (408, .later),
            (425, .later), (429, .later), (500, .later), (502, .later), (503, .later),
            (504, .later),
            (599, .later), (410, .never), (301, .laterOncePutRight), (308, .laterOncePutRight),
            (400, .laterOncePutRight), (401, .laterOncePutRight), (403, .laterOncePutRight),
            (404, .laterOncePutRight), (405, .laterOncePutRight), (413, .laterOncePutRight),
            (422, .laterOncePutRight), (0, .laterOncePutRight), (600, .laterOncePutRight),
        ] as [(Int?, DeliveryVerdict)])
    func anHTTPAnswerHasAMeaning(status: Int?, verdict: DeliveryVerdict) {
        #expect(DeliveryVerdict(status: status) == verdict)
    }

    @Test(
        arguments: [
            (nil, .laterOncePutRight), (0, .delivered), (1, .later), (75, .later), (69, .later),
            (67, .laterOncePutRight), (78, .laterOncePutRight), (126, .laterOncePutRight),
            (127, .laterOncePutRight), (137, .later),
        ] as [(Int?, DeliveryVerdict)])
    func anExitStatusHasAMeaning(status: Int?, verdict: DeliveryVerdict) {
        #expect(DeliveryVerdict(exitStatus: status) == verdict)
    }

    @Test func onlyTheReceiversOwnWordEndsIt() {
        #expect(DeliveryVerdict.allCases.filter { !$0.isTriedAgain } == [.delivered, .never])
    }
}
