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

    /// Times that the clocks skip, and times that they show twice.
    @Test(arguments: [
        ("UTC", "2026-11-21T09:30:00Z", "2026-11-21T09:30:00.000Z"),
        ("Europe/Berlin", "2026-07-21T09:30:00.5Z", "2026-07-21T07:30:00.500Z"),
        ("Europe/Berlin", "2026-03-29T01:59:59Z", "2026-03-29T00:59:59.000Z"),
        ("Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T01:30:00.000Z"),
        ("Europe/Berlin", "2026-03-29T03:00:00Z", "2026-03-29T01:00:00.000Z"),
        ("Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T00:30:00.000Z"),
        ("Europe/Berlin", "2026-10-25T03:00:00Z", "2026-10-25T02:00:00.000Z"),
        ("Pacific/Apia", "2011-12-31T00:00:00Z", "2011-12-30T10:00:00.000Z"),
        ("America/New_York", "2026-01-01T00:00:00Z", "2026-01-01T05:00:00.000Z"),
    ])
    func aTimeOnTheClocksIsAnInstant(zone: String, wall: String, instant: String) throws {
        let calendar = LedgerCalendar(zone: try #require(TimeZone(identifier: zone)))
        let found = calendar.instant(showing: try #require(Instant(wall)))
        #expect(found.description == instant)
    }
}
