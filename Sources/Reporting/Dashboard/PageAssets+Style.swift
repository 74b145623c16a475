extension PageAssets {
    /// What the pages of the gateway have beyond the style of a statement.
    static let dashboardStyle: StaticString = """
        :root { --good: #1a7f4b; --near: #8a6100; --field: #ffffff; --accent: #1f4a7c; --on-accent: #ffffff; }
        @media screen and (prefers-color-scheme: dark) {
          :root { --good: #6fcf97; --near: #e0b252; --field: #1b2129; --accent: #a9cdf2; --on-accent: #10202f; }
        }
        .skip { position: absolute; left: -9999px; }
        .skip:focus { left: 12px; top: 12px; z-index: 1; background: var(--paper); padding: 8px 12px; }
        a { color: var(--accent); }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

        .banner { border-bottom: 1px solid var(--rule); }
        .banner > div { max-width: 1480px; margin: 0 auto; padding: 14px 24px; display: flex; gap: 8px 20px; align-items: center; flex-wrap: wrap; }
        .brand { font-weight: 700; letter-spacing: -0.01em; font-size: 17px; color: inherit; text-decoration: none; margin-right: auto; }
        .as-of, .visitor { margin: 0; color: var(--soft); font-size: 13px; }
        .as-of.stale { color: var(--alarm); }
        .as-of.stale::after { content: " (not reached since)"; }
        .visitor { display: flex; gap: 12px; align-items: center; }
        main { max-width: 1480px; padding-top: 28px; }

        button, .button, select, input {
          font: inherit; font-size: 14px; color: var(--ink); background: var(--field);
          border: 1px solid var(--rule); border-radius: 6px; padding: 6px 12px; min-height: 36px;
        }
        button, .button { cursor: pointer; text-decoration: none; display: inline-flex; align-items: center; }
        button:hover, .button:hover { border-color: var(--soft); }
        button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
        select, input { border-color: var(--soft); }

        .board > div > section:first-child, .board [data-live] > section:first-child { margin-top: 0; }
        .board .wide-side [data-live] > section:first-child { margin-top: 40px; }
        .wide-side { margin-top: 48px; }
        .month { display: flex; flex-wrap: wrap; gap: 14px 24px; align-items: end; }
        .month h1 { flex: 1 1 auto; }
        .pickers { display: flex; flex: 1 1 100%; flex-wrap: wrap; gap: 10px 14px; align-items: end; margin: 0; }
        .pickers label { display: grid; gap: 3px; min-width: 0; }
        .pickers span { color: var(--soft); font-size: 13px; }
        .pickers select { max-width: 190px; }
        .downloads { display: flex; gap: 8px; margin: 0 0 0 auto; }
        .complaint { background: color-mix(in srgb, var(--alarm) 10%, var(--paper)); border-left: 3px solid var(--alarm); padding: 10px 14px; margin: 0 0 16px; }
        .nothing { color: var(--soft); }

        .budgets, .alerts { list-style: none; margin: 0; padding: 0; display: grid; gap: 20px; }
        .budgets h3 { display: flex; justify-content: space-between; gap: 12px; margin: 0 0 6px; font-size: 15px; font-weight: 600; }
        .budgets .used { font-weight: 600; white-space: nowrap; }
        .budgets svg.bar { height: 12px; border-radius: 3px; }
        .budgets .left { margin: 6px 0 0; }
        .budgets .note { margin: 1px 0 0; }
        .near .used, .warning { color: var(--near); } .full .used { color: var(--alarm); }
        .expected { fill: var(--s0); opacity: 0.55; } .mark { fill: var(--ink); }
        .k-charged { background: var(--s1); } .k-reserved { background: var(--provisional); }
        .k-expected { background: var(--s0); opacity: 0.55; }
        .legend .k-mark { background: var(--ink); width: 2px; }
        .legend { flex-wrap: wrap; gap: 4px 18px; color: var(--soft); margin-top: 12px; }

        .scroll { overflow-x: auto; }
        .lines { font-size: 14px; }
        .lines th:first-child { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: nowrap; }
        .lines td { white-space: nowrap; } .lines .why { white-space: normal; }
        .lines .clip { max-width: 17em; overflow: hidden; text-overflow: ellipsis; } .lines .clip bdi { overflow-wrap: normal; }
        .lines .why { min-width: 16em; color: var(--soft); }
        .lines small { display: block; margin-left: 17px; }
        .headline .amount, .sign-in p, .complaint { overflow-wrap: anywhere; }
        .lines .time { font: inherit; font-variant-numeric: tabular-nums; }
        .state { font-weight: 500; } .state::before { content: "●"; margin-right: 6px; color: var(--soft); }
        .state.settled::before { color: var(--good); } .state.refused::before { content: "○"; }
        .state.failed::before, .state.unknown::before { color: var(--alarm); }
        .state.accepted::before, .state.dispatched::before, .state.reserved::before, .state.unpriced::before { color: var(--provisional); }
        .state.unknown, .state.unpriced { color: var(--near); }

        .alerts { gap: 14px; } .alerts p { margin: 0; }
        .alerts li { border-left: 3px solid var(--rule); padding-left: 12px; overflow-wrap: anywhere; }
        .alerts .warning { border-color: var(--provisional); color: inherit; } .alerts .critical { border-color: var(--alarm); }
        .facts { margin: 0; display: grid; gap: 8px; }
        .facts > div { display: grid; grid-template-columns: minmax(130px, 38%) 1fr; gap: 4px 16px; }
        .facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
        .facts.wide { max-width: 860px; margin-top: 24px; } .facts.wide > div { grid-template-columns: 140px 1fr; }
        h1.id { overflow-wrap: anywhere; font-size: 22px; } .after { margin-top: 18px; }

        .sign-in { max-width: 420px; margin: 8vh auto 0; }
        .sign-in form { display: grid; gap: 10px; margin: 20px 0; }
        .sign-in input { min-height: 42px; } .sign-in button { justify-content: center; min-height: 42px; }

        @media (min-width: 1180px) {
          .board { display: grid; grid-template-columns: minmax(340px, 1fr) minmax(0, 2.3fr); gap: 56px; align-items: start; }
          .wide-side { margin-top: 0; }
        }
        @media (max-width: 640px) {
          .banner > div { padding: 12px 16px; }
          .pickers label { flex: 1 1 45%; } .pickers select { max-width: none; width: 100%; }
          .downloads { margin-left: 0; } .lines .clip { max-width: 9em; }
        }

        """
}
