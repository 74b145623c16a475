extension StatementPage {
    /// Light on paper; on a screen as the reader's system is. The steps of lightness stay apart in grey.
    static let style: StaticString = """
        :root {
          color-scheme: light;
          --paper: #ffffff; --ink: #1c2430; --soft: #5b6675; --rule: #d9dee5; --track: #edf0f4;
          --s0: #8db4dc; --s1: #1f4a7c; --s2: #b9bec6; --alarm: #b3261e; --provisional: #c9a24a;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            color-scheme: dark;
            --paper: #14181e; --ink: #e8ecf1; --soft: #9aa5b3; --rule: #323a45; --track: #232a33;
            --s0: #3f6f9f; --s1: #a9cdf2; --s2: #67707c; --alarm: #ff8a80; --provisional: #d8b35e;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
          font-variant-numeric: tabular-nums lining-nums; -webkit-text-size-adjust: 100%;
          -webkit-print-color-adjust: exact; print-color-adjust: exact;
        }
        main { max-width: 1040px; margin: 0 auto; padding: 40px 24px 56px; }
        h1 { font-size: 26px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; margin: 0; }
        h2 { font-size: 16px; line-height: 1.3; font-weight: 650; margin: 0 0 10px; }
        p { margin: 4px 0; }
        section { margin-top: 40px; }
        .about, .note, small { color: var(--soft); font-size: 13px; }
        bdi, code { overflow-wrap: anywhere; }
        td:has(> bdi) { min-width: 6em; }
        code { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }

        .headline {
          display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
          gap: 24px 28px; margin: 28px 0 0; padding: 24px 0; border: solid var(--rule);
          border-width: 1px 0;
        }
        .headline dt { color: var(--soft); font-size: 13px; }
        .headline dd { margin: 0; }
        .headline .amount { font-size: 20px; line-height: 1.35; font-weight: 600; }
        .headline .main .amount { font-size: 30px; line-height: 1.15; letter-spacing: -0.015em; }

        table { width: 100%; border-collapse: collapse; }
        th, td { padding: 7px 0 7px 18px; text-align: left; vertical-align: baseline; }
        th:first-child, td:first-child { padding-left: 0; }
        thead th { color: var(--soft); font-size: 13px; font-weight: 500; vertical-align: bottom; }
        tbody th { font-weight: 500; }
        tbody tr { border-top: 1px solid var(--rule); }
        .n { text-align: right; white-space: nowrap; }
        .n { font-variant-numeric: tabular-nums; }
        .n span { display: inline-block; text-align: left; }
        .f1 { width: 1ch; } .f2 { width: 2ch; } .f3 { width: 2.6ch; } .f4 { width: 3.6ch; }
        .f5 { width: 4.6ch; } .f6 { width: 5.6ch; } .f7 { width: 6.6ch; } .f8 { width: 7.6ch; }
        .f9 { width: 8.6ch; } .f10 { width: 9.6ch; }
        .none { color: var(--soft); font-weight: 400; }
        .bars { width: 16%; min-width: 72px; } td.bars { vertical-align: middle; }
        .groups th:first-child { width: 27%; }
        .groups thead th:first-child::first-letter { text-transform: uppercase; }
        .dearest td:first-child { white-space: nowrap; }
        .dearest td:last-child { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
        .over .n { color: var(--alarm); }
        svg.bar { display: block; width: 100%; height: 9px; border-radius: 2px; }
        .track { fill: var(--track); } .charged { fill: var(--s1); } .alarm { fill: var(--alarm); }
        .provisional { fill: var(--provisional); }

        svg.chart { display: block; width: 100%; height: auto; }
        svg.chart text { font-size: 110px; fill: var(--soft); text-anchor: middle; }
        svg.chart .tick { text-anchor: end; }
        svg.chart .grid line { stroke: var(--rule); stroke-width: 8; }
        svg.chart .axis line { stroke: var(--soft); stroke-width: 12; }
        svg.chart .limit line { stroke: var(--alarm); stroke-width: 16; stroke-dasharray: 90 60; }
        svg.chart .limit text { fill: var(--alarm); text-anchor: end; }
        .s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); }
        .k0 { background: var(--s0); } .k1 { background: var(--s1); } .k2 { background: var(--s2); }
        .legend { list-style: none; display: flex; gap: 20px; margin: 6px 0 0; padding: 0; font-size: 13px; }
        .legend i { display: inline-block; width: 11px; height: 11px; margin-right: 7px; border-radius: 2px; }
        details { margin-top: 10px; font-size: 13px; }
        summary { cursor: pointer; color: var(--soft); }

        .remarks { display: grid; grid-template-columns: max-content 1fr; gap: 6px 20px; margin: 0; }
        .remarks dt { font-weight: 500; } .remarks dd { margin: 0; }
        footer { margin-top: 44px; padding-top: 14px; border-top: 1px solid var(--rule); color: var(--soft); font-size: 13px; }

        @media (max-width: 640px) {
          main { padding: 24px 16px 40px; }
          .headline { grid-template-columns: 1fr 1fr; gap: 18px; }
          .headline .main { grid-column: 1 / -1; }
          .more { display: none; }
          .bars { width: 18%; min-width: 44px; }
          th, td { padding-left: 10px; }
          svg.chart text { font-size: 230px; }
          svg.chart .day:not(.major) { display: none; }
          .remarks { grid-template-columns: 1fr; gap: 2px; } .remarks dd { margin-bottom: 8px; }
        }
        @page { margin: 15mm; }
        @media print {
          body { font-size: 10pt; }
          main { max-width: none; padding: 0; }
          h1 { font-size: 17pt; } h2 { font-size: 11pt; break-after: avoid; }
          section { margin-top: 20pt; break-inside: avoid; }
          .headline { grid-template-columns: repeat(4, 1fr); gap: 12pt; margin-top: 14pt; padding: 12pt 0; }
          .headline .amount { font-size: 12pt; } .headline .main .amount { font-size: 18pt; }
          .about, .note, small, thead th, footer, .legend, .headline dt { font-size: 8.5pt; }
          th, td { padding-top: 3.5pt; padding-bottom: 3.5pt; }
          tr, svg, .fact, .remarks { break-inside: avoid; }
          thead { display: table-header-group; }
          details { display: none; }
          .groups th:first-child { width: 36%; } .bars { width: 11%; min-width: 0; }
          .groups { font-size: 9pt; } .dearest { font-size: 8.5pt; } .dearest td:last-child { font-size: 7pt; }
          code { font-size: 8pt; }
        }

        """
}
