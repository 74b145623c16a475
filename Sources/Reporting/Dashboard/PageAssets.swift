/// What pages fetch from the gateway beside themselves.
package enum PageAssets {
    package static let stylePath = "/assets/bursar.css"
    package static let scriptPath = "/assets/bursar.js"
    package static let iconPath = "/assets/bursar.svg"

    package static var style: String { "\(StatementPage.style)\(dashboardStyle)" }
    package static var script: String { "\(refreshing)" }
    package static var icon: String { "\(mark)" }

    /// A bar that is full to a third, with its limit.
    private static let mark: StaticString = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" \
        fill="#1f4a7c"/><rect x="6" y="13" width="20" height="6" rx="2" fill="#8db4dc"/><rect x="6" y="13" \
        width="9" height="6" rx="2" fill="#fff"/><rect x="22" y="9" width="2" height="14" fill="#ffb4ab"/></svg>

        """

    /// Every ten seconds the parts that are marked are taken from a fresh copy of the page, unless it is
    /// hidden. What somebody picks or has selected stays, and then the time that is shown does too.
    private static let refreshing: StaticString = """
        "use strict";
        (() => {
          document.addEventListener("change", (event) => {
            if (event.target.closest(".pickers")) { event.target.form.requestSubmit(); }
          });
          const parts = () => [...document.querySelectorAll("[data-live]")];
          const banner = document.querySelector(".as-of");
          if (banner === null) { return; }
          const isUsed = (part) => {
            const selection = getSelection();
            return (part.contains(document.activeElement) && document.activeElement.matches("select"))
              || (!selection.isCollapsed && selection.containsNode(part, true));
          };
          const reachable = (part) => [...part.querySelectorAll("a, summary, button, [tabindex]")];
          const replace = (part, fresh) => {
            const open = [...part.querySelectorAll("details")].map((one) => one.open);
            const left = [...part.querySelectorAll(".scroll")].map((one) => one.scrollLeft);
            const focus = reachable(part).indexOf(document.activeElement);
            part.replaceChildren(...fresh.childNodes);
            part.querySelectorAll("details").forEach((one, n) => { one.open = open[n] ?? false; });
            part.querySelectorAll(".scroll").forEach((one, n) => { one.scrollLeft = left[n] ?? 0; });
            reachable(part)[focus]?.focus({ preventScroll: true });
          };
          const refresh = async () => {
            if (document.hidden) { return; }
            try {
              const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
              if (answer.status === 401) { location.reload(); return; }
              if (!answer.ok) { throw new Error(answer.statusText); }
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              let isWhole = true;
              for (const part of parts()) {
                const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
                if (fresh === null || fresh.innerHTML === part.innerHTML) { continue; }
                if (isUsed(part)) { isWhole = false; continue; }
                replace(part, fresh);
              }
              const time = page.querySelector(".as-of");
              if (isWhole && time !== null) { banner.textContent = time.textContent; }
              banner.classList.remove("stale");
            } catch {
              banner.classList.add("stale");
            }
          };
          setInterval(refresh, 10000);
          document.addEventListener("visibilitychange", refresh);
        })();

        """
}
