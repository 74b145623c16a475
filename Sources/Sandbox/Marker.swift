/// What one prompt asks of the sandbox: `[sandbox key=value …]`, anywhere in the text.
///
/// | key | values | what it does |
/// |---|---|---|
/// | `usage` | `submit` `poll` `headers` `both` `none` | where the usage appears |
/// | `cost` | dollars, such as `0.0005745` or `1.0E-7` | what it costs; printed as written |
/// | `credits` | a whole number | what it costs, stated in credits alone |
/// | `credits-off` | | `credits_used` is one too high |
/// | `tokens-used` | | the older key `tokens_used` in place of `credits_used` |
/// | `run` | seconds | how long it runs |
/// | `seconds` | seconds | the length of the reference that is billed |
/// | `fail` | message | it ends in status `error`, uncharged |
/// | `fail-charged` | message or nothing | it ends in status `error`, with usage, and is billed |
/// | `status` | see ``StatusWord`` | the word for its final or running state |
/// | `backwards` | | it returns from `generating` to `queued` once |
/// | `submit` | see ``SubmitFault`` | what the POST does |
/// | `delay` | seconds | how late `submit=slow` answers; 3 without it |
/// | `poll` | see ``PollFault`` | what a poll does |
/// | `poll-times` | a whole number | how many polls do that; 1 without it |
/// | `body` | `html` `empty` `null` | the body of an answer with an error status |
/// | `video` | `object` `strings` `objects` | the shape of `video` |
/// | `error` | `string` `object` | the shape of `error` |
/// | `stringly` | | numbers as strings; error bodies in the documented shape |
/// | `books` | dollars | what the transactions say it cost, whatever the answers said |
/// | `refund` | dollars | a refund that follows the charge in the transactions |
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
    var run: Duration?
    var length: Duration?
    var failure: String?
    var isFailureCharged = false
    var status: StatusWord?
    var goesBackwards = false
    var submit: SubmitFault?
    var delay = Duration.seconds(3)
    var poll: PollFault?
    var pollTimes = 1
    var body: OddBody?
    var video = VideoShape.object
    var isErrorAString = false
    var isStringly = false
    var bookedNanos: Int64?
    var refundNanos: Int64?

    enum VideoShape: String, Sendable { case object, strings, objects }
}
