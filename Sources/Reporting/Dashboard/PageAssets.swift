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
    /// hidden, or somebody is about to use what would be replaced.
    private static let refreshing: StaticString = """
        "use strict";
        (() => {
          const parts = () => document.querySelectorAll("[data-live]");
          for (const picker of document.querySelectorAll(".pickers select")) {
            picker.addEventListener("change", () => picker.form.requestSubmit());
          }
          if (parts().length === 0) { return; }
          const banner = document.querySelector(".as-of");
          const isBusy = (part) =>
            part.contains(document.activeElement) && document.activeElement !== document.body;
          const open = (part) => [...part.querySelectorAll("details")].map((one) => one.open);
          const refresh = async () => {
            if (document.hidden) { return; }
            try {
              const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
              if (answer.status === 401) { location.reload(); return; }
              if (!answer.ok) { throw new Error(answer.statusText); }
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              for (const part of parts()) {
                const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
                if (fresh === null || isBusy(part) || fresh.innerHTML === part.innerHTML) { continue; }
                const wasOpen = open(part);
                part.replaceChildren(...fresh.childNodes);
                part.querySelectorAll("details").forEach((one, n) => { one.open = wasOpen[n] ?? false; });
              }
              banner?.classList.remove("stale");
            } catch {
              banner?.classList.add("stale");
            }
          };
          setInterval(refresh, 10000);
          document.addEventListener("visibilitychange", refresh);
        })();

        """
}
