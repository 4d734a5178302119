"""The script in every page that says what its visitors do, and what it sends.

`visit.js` is its source. It asks nothing of the visitor and stores nothing: no cookie, no storage, and with Do Not
Track or Global Privacy Control it sends nothing at all.

**What it sends.** `POST /api/event` to the host that the script came from, `content-type: text/plain;charset=UTF-8` (no
preflight), by `navigator.sendBeacon`. The body is a JSON array of 1 to some 30 events, in the order in which they
happened. Nobody reads the answer. An event:

- `n` (text): the name: `pageview`, `vitals`, `leave`, `Outbound Link: Click`, `Form: Start`, `Form: Attempt`, or that
  of a goal.
- `u` (text): the page's full address, with query and fragment (one that begins with `/` is part of the path); of
  `leave` and `vitals` that of the page that was left.
- `i` (number): random, at least 0 and below 1. Two events with the same `i` and `n` are one event that came twice.
- `t` (integer): age, milliseconds from the event to this sending; 0 for most page views.
- `r` (text): `document.referrer` as the browser gives it, the same for all events of a page load.
- `d` (text, else left out): `data-domain` of the script's tag, where it has one: the domain of the site that the page
  is part of.
- `p` (object of text, else left out): props. `url` (host and path) of outbound links; `form` of form events, which is
  the last segment of the form's action (the page's where it has none); `data-goal-*` of goals; or what the page's own
  script gave to `code24()`, then with values of any JSON type.
- `$` (object, else left out): revenue as the page's own script gave it, meant as `{"amount": 49.9, "currency": "EUR"}`.
- `v` (object of numbers): of `vitals`, any of `lcp`, `inp`, `fcp`, `ttfb` (milliseconds) and `cls`, not rounded; once a
  page load, when it is hidden first or its path changes.
- `s` (number): of `leave`, seconds that the page was visible since its last `leave`; add them up.

`pageview` is sent at once; everything else waits for up to a second, or for the page to be hidden. What a page's own
script gives to `code24(name, {props, revenue})` goes through unchecked.
"""
