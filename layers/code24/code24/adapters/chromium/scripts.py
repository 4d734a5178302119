"""What runs inside a page that is looked at."""

A_FRAME = """
new Promise(done => {
  setTimeout(done, 500);
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)));
})
"""
"""When the tab has its size."""

AT_START = """
(() => {
  let seed = 24;
  Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  window.open = () => null;
  const seen = {largest: null, at: 0};
  Object.defineProperty(window, '__code24', {value: seen});
  try {
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        seen.at = performance.now();
        if (entry.element) seen.largest = entry.element;
      }
    }).observe({type: 'largest-contentful-paint', buffered: true});
  } catch (_) {}
})();
"""
"""Before the page's own scripts: chance is the same in every look, and the largest paint is noted."""

SETTLE = """
(async measured => {
  const wait = ms => new Promise(done => setTimeout(done, ms));
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const frames = () => Promise.race([drawn(), wait(200)]);
  const frame = () => Promise.race([new Promise(requestAnimationFrame), wait(100)]);
  await Promise.race([document.fonts.ready, wait(2000)]);
  await frames();
  const seen = window.__code24 || {largest: null, at: 0};
  const painting = () => !seen.at || performance.now() - seen.at < 300;
  for (let waited = 0; measured && waited < 1000 && painting(); waited += 50) await wait(50);
  const largest = seen.largest;
  const still = new CSSStyleSheet();
  still.replaceSync(`*, *::before, *::after {
    transition: none !important; caret-color: transparent !important; scroll-behavior: auto !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  const step = innerHeight;
  for (let top = 0, steps = 0; top < document.documentElement.scrollHeight && steps < 40; top += step, steps++) {
    scrollTo(0, top);
    await frame();
  }
  for (const image of document.images) image.loading = 'eager';
  for (const element of document.querySelectorAll('body *'))
    if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible';
  const pictures = [...document.images];
  for (let waited = 0; waited < 8000 && pictures.some(image => !image.complete); waited += 50) await wait(50);
  await Promise.race([Promise.all(pictures.map(image => image.decode().catch(() => {}))), wait(4000)]);
  // Of a picture that does not come, browsers draw the words that stand for it: what it is called changes no looks.
  for (const image of document.images) if (image.complete && !image.naturalWidth) image.alt = '';
  scrollTo(0, 0);
  await frames();
  await Promise.race([document.fonts.ready, wait(2000)]);
  for (let last = null, same = 0, waited = 0; waited < 40 && same < 3; waited++) {
    const now = document.body ? document.body.innerText : '';
    same = now === last ? same + 1 : 0;  // figures that count up come to their end
    last = now;
    await wait(100);
  }
  for (const media of document.querySelectorAll('video, audio')) {
    media.pause();
    try { media.currentTime = 0; } catch (_) {}
  }
  for (const animation of document.getAnimations()) {
    try {
      if (animation.effect.getComputedTiming().endTime === Infinity) animation.cancel();
      else animation.finish();
    } catch (_) {}
  }
  await frames();
  window.__code24Largest = largest;
})(%s)
"""
"""After the page has loaded: everything below the fold arrives, and nothing moves any more."""

MEASURE = """
(paths => {
  const root = document.documentElement, boxes = {}, largest = window.__code24Largest;
  let found = null;
  // Each path is followed from that of the parent: asked one by one, ten thousand take as many walks over the page.
  const known = new Map(), inside = new Map();
  const children = element => {
    const of = Map.groupBy(element.children, child => child.localName);
    inside.set(element, of);
    return of;
  };
  const followed = (above, step) => {
    const [, tag, place] = /^(.*?)(?::nth-of-type\\((\\d+)\\))?$/.exec(step);
    return above ? (inside.get(above) || children(above)).get(tag)?.[(place || 1) - 1] : null;
  };
  const element_at = path => {
    if (!known.has(path)) {
      const cut = path.lastIndexOf(' > ');
      known.set(path, cut < 0 ? document.querySelector(path)
        : followed(element_at(path.slice(0, cut)), path.slice(cut + 3)));
    }
    return known.get(path);
  };
  for (const path of paths) {
    const element = element_at(path);
    if (!element) continue;
    if (element === largest) found = path;
    const drawn = part => getComputedStyle(element, part).backgroundImage.includes('url(');
    const pictured = ['img', 'video', 'iframe', 'image'].includes(element.tagName.toLowerCase())
      || element.type === 'image' || [null, '::before', '::after'].some(drawn);
    if (!pictured) continue;
    const box = element.getBoundingClientRect();
    boxes[path] = [box.left + scrollX, box.top + scrollY, box.width, box.height];
  }
  return {
    boxes, largest: found,
    text: document.body ? document.body.innerText : '',
    height: Math.max(root.scrollHeight, document.body ? document.body.scrollHeight : 0),
    overflow: Math.max(0, root.scrollWidth - root.clientWidth),
  };
})(%s)
"""
"""Where pictures are, what was painted largest, what can be read."""
