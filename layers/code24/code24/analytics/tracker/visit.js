// What visitors of a site do, said without cookies and storage. What is sent, and how it reads, stands in __init__.py.
// Compressed, this has to stay within 1,024 bytes, so what serves for two things does.
(() => {
  let script = document.currentScript, queue = [], slow = {},
    vitals, path, address, visible, sum, began, last;

  let track = (n, more, then = Date.now()) => queue.push({
    n,
    u: address,
    i: Math.random(),
    d: script.dataset.domain,
    r: document.referrer,
    get t() { return Date.now() - then; },
    ...more,
  });

  // The page is no longer in front of its visitor: what was measured of it is final.
  let hide = () => {
    if (visible) track("leave", { s: (Date.now() - visible) / 1e3 });
    if (vitals) {
      // Of fifty interactions the slowest does not count, of a hundred the two slowest …
      vitals.inp = (slow = Object.values(slow).sort((a, b) => b - a))[slow.length / 50 | 0];
      track("vitals", { v: vitals });
    }
    visible = vitals = 0;
  };

  // Runs every second and whenever the page comes or goes. Pages that nobody has seen yet (prerendered, or opened in the
  // background) are not counted before somebody does; addresses change without a word, so they are looked at.
  let look = () => {
    if (document.hidden) hide();
    else {
      if (path != (path = location.pathname + /#\/.*|$/.exec(location.hash))) {  // a fragment may be a route
        hide();
        address = location.href;
        track("pageview");
      }
      visible ||= Date.now();
    }
    // Where the visitor asks for it, nothing is sent. What the browser refuses to take is offered again.
    if (queue[0] && navigator.doNotTrack != 1 && !navigator.globalPrivacyControl
      && navigator.sendBeacon(new URL("/api/event", script.src), JSON.stringify(queue))) queue = [];
  };

  let on = (type, act) => addEventListener(type, ({ target }) => act(target), 1);
  let goal = (element, p = {}) => {
    if (element) {
      [...element.attributes].map(({ name, value }) => (name = name.split("data-goal-")[1]) && (p[name] = value));
      track(element.dataset.goal, { p });
    }
  };
  // The last segment of the form's action. A field may be called `action`; then the form has no name, and nothing breaks.
  let formed = (name, form) => track(name, { p: { form: /([^/?]*)\/?(\?|$)/.exec(form.action)[1] } });

  if (self.code24) return;  // a page may hold the script twice
  self.code24 = (name, { props: p, revenue: $ } = {}) => track(name, { p, $ });
  look(setInterval(look, 1e3));
  on("visibilitychange", look);
  on("pagehide", () => path = 0);  // who comes back to a page that the browser kept sees it anew
  on("input", ({ form }) => form && (form.code24 ||= formed("Form: Start", form)));
  on("submit", form => {
    formed("Form: Attempt", form);
    goal(form.closest("form[data-goal]"));
  });
  on("click", target => {
    goal(target.closest("[data-goal]:not(form)"));
    target = target.closest("a");
    target?.host && target.host != location.host && track("Outbound Link: Click", { p: { url: target.host + target.pathname } });
  });

  // Core Web Vitals as github.com/GoogleChrome/web-vitals defines them, of pages that were seen from the start on.
  if (path) {
    vitals = { ttfb: performance.getEntries()[0].responseStart, cls: self.LayoutShift && 0 };
    ["paint", "largest-contentful-paint", "layout-shift", "event"].map(type => new PerformanceObserver(list =>
      list.getEntries().map(({ name, startTime, value, hadRecentInput, interactionId, duration }) => {
        if (name[20]) vitals.fcp = startTime;  // no other entry has a name as long as `first-contentful-paint`
        if (type[20]) vitals.lcp = startTime;
        if (interactionId) duration < slow[interactionId] || (slow[interactionId] = duration);
        if (value > hadRecentInput) {  // a shift is 1 at most, so this is false after an input
          if (!(startTime - last < 1e3 && startTime - began < 5e3)) began = startTime, sum = 0;
          last = startTime;
          sum += value;
          if (sum > vitals.cls) vitals.cls = sum;
        }
      })
    ).observe({ buffered: 1, durationThreshold: 16, type }));
  }
})();
