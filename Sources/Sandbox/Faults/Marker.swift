/// The instructions of one prompt to the sandbox: `[sandbox key=value …]`, anywhere in the text.
///
/// | key | values | what it does |
/// |---|---|---|
/// | `usage` | `submit` `poll` `headers` `both` `none` | where the usage appears |
/// | `cost` | dollars, such as `0.0005745` or `1.0E-7` | what it costs; printed as written |
/// | `credits` | a whole number | what it costs, stated in credits alone |
/// | `credits-off` | | `credits_used` is one too high |
/// | `tokens-used` | | the older key `tokens_used` in place of `credits_used` |
/// | `says-usd` `says-credits` | a number | what answers print there, whatever it costs |
/// | `growing` | dollars, with commas | usage while it runs, one amount after the other |
/// | `run` | seconds | how long it runs |
/// | `seconds` | seconds | the length of the reference that is billed |
/// | `fail` | message | it ends in status `error`, uncharged |
/// | `fail-charged` | message or nothing | it ends in status `error`, with usage, and is billed |
/// | `status` | see ``StatusWord`` | the word for its final or running state |
/// | `word` | a word | the status that it ends with, whatever that is |
/// | `backwards` | | it returns from `generating` to `queued` once |
/// | `submit` | see ``SubmitFault`` | what the POST does |
/// | `delay` | seconds | how late `submit=slow` answers; `--fault-delay` without it |
/// | `poll` | see ``PollFault`` | what a poll does |
/// | `poll-times` | a whole number | how many polls do that; 1 without it |
/// | `poll-id` | an id | the generation that polls answer about |
/// | `forgotten` | | every poll is a 404 |
/// | `body` | `html` `empty` `null` | the body of an answer with an error status |
/// | `video` | `object` `strings` `objects` | the shape of `video` |
/// | `error` | `string` `object` | the shape of `error` |
/// | `stringly` | | numbers as strings; error bodies in the documented shape |
/// | `books` | dollars | what the transactions say it cost, whatever the answers said |
/// | `books-off` | credits, such as `1` or `-1` | the transactions are off by so much |
/// | `bills-usd` `bills-credits` | a number | what the transactions print there, whatever it costs |
/// | `bookings` | 0 to 9 | how often the transactions charge it: never, twice |
/// | `lag` | seconds | from its end to its charge in the transactions |
/// | `refund` | dollars, or `full` | a refund that follows the charge in the transactions |
/// | `refund-lag` | seconds | from the charge to the refund; a millisecond without it |
/// | `log` | `missing` `at-once` | no row in the log; a row while it runs, at no cost as yet |
/// | `log-lag` | seconds | from its end to its row in the log |
///
/// A value with spaces stands in double quotes. An unknown key is a 400, so that a misspelt marker
/// cannot pass for a good one.
///
///     A dancer in the rain. [sandbox cost=1.0E-7 run=0 fail="no character found"]
struct Marker: Hashable, Sendable {
    var usage: UsagePlacement?
    var cost: String?
    var credits: Int64?
    var creditsOneHigh = false
    var saysTokens = false
    var saidUSD: String?
    var saidCredits: String?
    var growing: [Charge] = []
    var run: Duration?
    var length: Duration?
    var failure: String?
    var isFailureCharged = false
    var status: StatusWord?
    var finalWord: String?
    var goesBackwards = false
    var submit: SubmitFault?
    var delay: Duration?
    var poll: PollFault?
    var pollTimes = 1
    var polledID: String?
    var isForgotten = false
    var body: OddBody?
    var video = VideoShape.object
    var isErrorAString = false
    var isStringly = false
    var bookedNanos: Int64?
    var bookedCreditsOff: Int64 = 0
    var billedUSD: String?
    var billedCredits: String?
    var bookings = 1
    var bookingLag: Duration?
    var refund: Refund?
    var refundLag: Duration?
    var log = Listing.late(.zero)

    enum VideoShape: String, Sendable { case object, strings, objects }

    /// When the log gets the row of a generation.
    enum Listing: Hashable, Sendable {
        case missing, atOnce
        /// So long after its end.
        case late(Duration)
    }
}
