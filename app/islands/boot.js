// Wakes the islands of a page. The page works without this file.
//
// Its own script tag says where the rest is, because file names carry a hash:
//   <script type="module" src="…/boot.js" data-js="…/islands.js" data-wasm="…/islands_bg.wasm"></script>
//
// It walks the islands in document order, as the script of Leptos 0.8 does (leptos/src/hydration/island_script.js):
// an island's server-made children wait for their island, and are then handed over.
// When all are awake, <html> carries data-islands="awake"; when they cannot wake, data-islands="asleep".

const tag = document.querySelector('script[data-wasm]');

// The server-made children that the islands found below them must announce themselves to, innermost last.
const waiting = [];

async function wake(island, name, wasm) {
  const hydrate = wasm[name];
  if (!hydrate) {
    console.warn(`No island called ${name} in the bundle: page and bundle are of different versions.`);
    return;
  }
  waiting.at(-1)?.();
  await hydrate(island);
}

async function walk(node, wasm) {
  const name = node.localName;
  if (name === 'leptos-island') {
    await wake(node, node.dataset.component, wasm);
  }
  if (name === 'leptos-children') {
    waiting.push(node.$$on_hydrate);
  }
  for (const child of node.children) {
    await walk(child, wasm);
  }
  if (name === 'leptos-children') {
    waiting.pop();
  }
}

// What an island saves is sent to /_fn. The browser must finish such a call when the reader goes on to another page at
// once; the wasm has no word for that, so it is said here.
function outliveThePage() {
  const send = window.fetch;
  window.fetch = (what, init) => {
    const saves = what instanceof Request && new URL(what.url).pathname.startsWith('/_fn/');
    return saves ? send(what, { ...init, keepalive: true }) : send(what, init);
  };
}

async function start() {
  const page = document.documentElement;
  try {
    outliveThePage();
    const wasm = await import(new URL(tag.dataset.js, document.baseURI));
    await wasm.default({ module_or_path: new URL(tag.dataset.wasm, document.baseURI) });
    wasm.hydrate();
    window.__hydrateIsland = (island, name) => wake(island, name, wasm);
    await walk(document.body, wasm);
    page.dataset.islands = 'awake';
  } catch (why) {
    page.dataset.islands = 'asleep';
    console.error('The islands of this page did not wake; the page works without them.', why);
  }
}

if (tag && document.querySelector('leptos-island')) {
  if ('requestIdleCallback' in window) {
    requestIdleCallback(start, { timeout: 2000 });
  } else {
    start();
  }
}
