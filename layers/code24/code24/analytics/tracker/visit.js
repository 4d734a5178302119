// What visitors of a site do, without cookies and storage. What is sent, and when, says __init__.py beside this file.
(() => {
  const page = window, doc = document, clock = Date.now;
  const script = doc.currentScript;
  const endpoint = script.dataset.api || new URL("/api/event", script.src);
  const silent = navigator.doNotTrack == 1 || navigator.globalPrivacyControl;

  const start = () => {
    const before = page.code24 || {};
    if (before.on) return;  // a page may hold the script twice
    page.code24 = (name, more) => silent || track(name, { p: more?.props, $: more?.revenue });
    page.code24.on = 1;
    if (silent) return;

    let queue = [], timer, referrer = doc.referrer, view, count, path, address, visible;

    const send = () => {
      clearTimeout(timer);
      timer = 0;
      if (!queue[0]) return;
      const body = JSON.stringify(queue.map(event => ({ ...event, t: clock() - event.t })));
      queue = [];
      navigator.sendBeacon?.(endpoint, body) ||
        fetch(endpoint, { method: "POST", mode: "no-cors", keepalive: true, body }).catch(() => {});
    };
    const track = (name, more) => {
      queue.push({ n: name, u: address, i: view + "." + count++, t: clock(), d: script.dataset.domain, ...more });
      timer ||= setTimeout(send, 4e3);
    };
    const arrive = () => {
      view = Math.random().toString(36).slice(2);
      count = 0;
      path = location.pathname;
      address = location.href.split("#")[0];
      visible = !doc.hidden && clock();
      track("pageview", { r: referrer || undefined, h: status });
      referrer = status = undefined;
      send();
    };
    const leave = () => {
      const seconds = visible && +((clock() - visible) / 1e3).toFixed(1);
      if (seconds) track("leave", { s: seconds });
      visible = 0;
    };
    const look = () => {
      if (location.pathname == path) return;
      leave();
      arrive();
    };

    // Core Web Vitals, as github.com/GoogleChrome/web-vitals defines them.
    const loaded = performance.getEntriesByType("navigation")[0] || {};
    const since = time => Math.max(0, Math.round(time - (loaded.activationStart || 0)));
    const shown = !doc.hidden, observers = [];
    let status = loaded.responseStatus > 399 ? loaded.responseStatus : undefined;
    let first, vitals, interactions, earlier, cls, windowSum, windowStart, lastShift;

    const measure = (found) => {
      first = address;
      vitals = found;
      interactions = {};
      earlier = performance.interactionCount;
      cls = windowSum = 0;
    };
    const observe = (type, each) => {
      try {
        const observer = new PerformanceObserver(list => list.getEntries().map(each));
        observer.observe({ type, buffered: true, durationThreshold: 40 });
        observers.push(() => observer.takeRecords().map(each));
      } catch {}
    };
    const interaction = entry => {
      const id = entry.interactionId;
      if (id) interactions[id] = Math.max(interactions[id] || 0, entry.duration);
    };
    const hide = () => {
      observers.map(take => take());
      leave();
      if (vitals) {
        const slowest = Object.values(interactions).sort((a, b) => b - a);
        const rank = (performance.interactionCount - earlier) / 50 | 0;
        vitals.inp = slowest[Math.min(slowest.length - 1, rank)];
        if (vitals.fcp >= 0 && PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
          vitals.cls = +cls.toFixed(4);
        }
        track("vitals", { u: first, v: vitals });
        vitals = 0;
      }
      send();
    };

    const on = (type, act, where = doc) => where.addEventListener(type, act, true);
    const goal = element => {
      const props = {};
      for (const { name, value } of element.attributes) {
        if (name.startsWith("data-goal-")) props[name.slice(10)] = value;
      }
      track(element.dataset.goal, { p: props });
    };
    const formed = (name, form) => track(name, {
      p: {
        form: /([^/?#]*)\/*([?#]|$)/.exec(form.getAttribute("action"))[1] || form.getAttribute("name"),
      },
    });
    const started = new WeakSet();
    const click = event => {
      const nearest = selector => event.button < 2 && event.target.closest?.(selector);
      const marked = nearest("[data-goal]:not(form)"), link = nearest("a[href]");
      if (marked) goal(marked);
      if (link && link.host && link.host != location.host) {
        track("Outbound Link: Click", { p: { url: link.host + link.pathname } });
      }
    };

    arrive();
    measure({ ttfb: loaded.responseStart > 0 ? since(loaded.responseStart) : undefined });
    observe("paint", entry => {
      if (shown && vitals && entry.name[6] == "c") vitals.fcp = since(entry.startTime);
    });
    observe("largest-contentful-paint", entry => {
      if (shown && vitals) vitals.lcp = since(entry.startTime);
    });
    observe("layout-shift", entry => {
      const time = entry.startTime;
      if (entry.hadRecentInput) return;
      if (!windowSum || time - lastShift >= 1e3 || time - windowStart >= 5e3) {
        windowSum = 0;
        windowStart = time;
      }
      lastShift = time;
      windowSum += entry.value;
      cls = Math.max(cls, windowSum);
    });
    observe("event", interaction);
    observe("first-input", interaction);

    on("click", click);
    on("auxclick", click);
    on("input", event => {
      const form = event.target.form;
      if (form && !started.has(form)) formed("Form: Start", started.add(form) && form);
    });
    on("submit", event => {
      formed("Form: Attempt", event.target);
      if (event.target.dataset.goal) goal(event.target);
    });
    on("visibilitychange", () => doc.hidden ? hide() : (visible = clock()));
    on("pagehide", hide, page);
    on("pageshow", event => {
      if (!event.persisted) return;
      arrive();
      measure({ ttfb: 0 });
      const painted = () => vitals && (vitals.fcp = vitals.lcp = Math.round(performance.now() - event.timeStamp));
      requestAnimationFrame(() => requestAnimationFrame(painted));
    }, page);
    on("popstate", look, page);
    for (const name of ["pushState", "replaceState"]) {
      const original = history[name];
      history[name] = function () {
        original.apply(this, arguments);
        look();
      };
    }
    (before.q || []).forEach(call => page.code24(...call));
  };

  doc.prerendering ? doc.addEventListener("prerenderingchange", start, { once: true }) : start();
})();
