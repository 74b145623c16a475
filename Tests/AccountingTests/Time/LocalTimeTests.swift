import Accounting
import Foundation
import Testing

@Suite struct LocalTimeTests {
    @Test(arguments: [
        ("Europe/Berlin", "2026-11-29T05:16:01.287Z", "29 Nov 2026, 06:16:01"),
        ("Europe/Berlin", "2026-12-31T23:30:00Z", "1 Jan 2027, 00:30:00"),
        ("America/New_York", "2026-07-01T03:59:59Z", "30 Jun 2026, 23:59:59"),
        ("Asia/Kathmandu", "1969-12-31T18:00:00Z", "31 Dec 1969, 23:30:00"),
    ])
    func anInstantIsReadFromTheClocksOfItsZone(zone: String, instant: String, text: String) throws {
        let calendar = LedgerCalendar(zone: try #require(TimeZone(identifier: zone)))
        let local = calendar.local(try #require(Instant(instant)))
        #expect(local.seconds == text)
        #expect(local.minutes == text.dropLast(3))
    }
}
