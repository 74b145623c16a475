extension SandboxCommand {
    static let discussion = #"""
        All that Bursar does can be tried against it; its books agree with
        what it did:

          bursar sandbox --port 8788 &
          export AIMLAPI_BASE_URL=http://127.0.0.1:8788
          export AIMLAPI_API_KEY=sandbox
          bursar submit --image https://example.com/hero.png \
            --video https://example.com/dance.mp4

        A month to look at, without waiting a month:

          bursar sandbox --history 2026-10 | bursar import -

        The flags hold for all submissions, a marker in a prompt for one:

          --prompt 'Rain. [sandbox seconds=12 run=1 usage=headers]'
          --prompt '[sandbox submit=torn]'
          --prompt '[sandbox fail="no character found"]'

        What it costs, and where it says so:

          usage=submit|poll|headers|both|none   where the usage appears
          seconds=S        the length of the reference that is billed
          cost=USD         the cost instead, printed as written (1.0E-7)
          credits=N        the cost instead, stated in credits alone
          credits-off      one credit too many
          tokens-used      the older key in place of credits_used
          says-usd=N       what answers print, whatever it costs
          says-credits=N   the same, such as says-usd=0 beside it
          growing=USD,…    usage while it runs, one after another

        What the books say of it:

          books=USD        another amount in the transactions
          books-off=N      so many credits more, or less with -N
          bills-usd=N      what the transactions print there
          bills-credits=N  the same
          bookings=N       charged so often: 0 never, 2 twice
          lag=S            seconds from its end to its charge
          refund=USD|full  a refund after the charge
          refund-lag=S     so long after it
          log=missing|at-once  no row in the log, or one while it runs
          log-lag=S        seconds from its end to its row in the log

        How it goes:

          run=S            how long it runs
          fail=TEXT        it ends in error, uncharged
          fail-charged     it ends in error, and is billed
          backwards        from generating back to queued, once
          status=succeeded|failed|cancelled|expired
          status=waiting|active|processing|weird
          word=TEXT        the status that it ends with
          video=object|strings|objects          the shape of the result
          error=string|object                   the shape of the error

        What the submission answers:

          submit=400|401|403|404|429|502|503    not started
          submit=reset-before|redirect          not started
          submit=500|504                        started all the same
          submit=html|empty|null|no-id          started, 200 without an id
          submit=torn|reset|hang|slow|huge      started, the answer breaks
          submit=header-id|generation-id        started, the id elsewhere
          delay=S          how late submit=slow answers (--fault-delay)
          body=html|empty|null                  of an error status
          stringly         numbers as strings, as in the documentation

        What a poll answers:

          poll=500|404|429|html|empty|null|torn|reset|hang
          poll=nan|duplicate|deep               no careful reader takes it
          poll-times=N     that many polls, then they are well (1)
          poll-id=ID       about another generation
          forgotten        404, whenever it is asked after

        Its prices are its own guesses, also of the other models that it
        has. GET /sandbox/submissions lists every POST that arrived, in
        order, with what became of it.

        POST /sandbox/clock moves its time forward, and with it what runs,
        what is booked and the Date header (GET says the time):

          {"advance_seconds": 86400}
          {"to": "2026-12-01T00:00:00Z"}

        POST /sandbox/books makes the books differ or fail (GET says how
        much is in them). Any of these keys; one slip, and nothing changes:

          {"entries": [
            {"kind": "missing"},              the newest charge is struck,
            {"kind": "double"},               is there twice,
            {"kind": "off", "credits": 1},    is off by a credit,
            {"kind": "late", "seconds": 864000},
            {"kind": "refund", "usd": "0.5"},    all of it without usd;
                    or that of a "generation_id" or "client_request_id"
            {"kind": "charge", "usd": "1.5", "origin": "playground"},
            {"kind": "request"},              a stranger's, which failed
            {"kind": "top-up", "usd": "20"},  also bonus and expired
            {"kind": "adjustment", "usd": "1", "direction": "TOPUP"}]}
                    "at" an instant, or "after_seconds"; now without
          {"history": {"count": 100000, "from": "2026-10-01T00:00:00Z"}}
          {"prices": [{"model": "klingai/video-v3-motion-control",
                       "when": {"mode": "pro"}, "usd": "0.25"}]}
          {"key": {"limit_usd": "25", "retention": "month"}}
          {"trouble": [{"endpoint": "logs", "kind": "429", "times": 3,
                        "skip": 1, "retry_after_seconds": 2}]}
          {"clear_trouble": true}

        Endpoints: logs, transactions, billing, key, models, poll.
        Kinds, here and for --trouble:

          400…599|html|empty|null|torn|reset|hang
          slow             the answer after "delay_seconds" (3)
          repeat           the rows of the page before, once more
          endless          has_more, whether there is more or not
          shift            as after a row that arrived between pages
          grow             and a stranger's charge of $0.10 really did
        """#
}
