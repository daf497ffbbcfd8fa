// "Reken het in deze browser na": computes the reports of a closed quarter, of the sides and of every faction, again on the reader's own machine, from the
// extract the reader may have, and compares it with the server's, figure by figure. The page works without this file.
//
//   <script type="module" src="…/recount-boot.js" data-recount-js="…/recount.js" data-recount-wasm="…/recount_bg.wasm"></script>
//   <div data-recount data-extract="…" data-report="…" data-factions="…" data-same="…" … hidden><button type="button">…</button><div role="status"></div></div>

const tag = document.querySelector('script[data-recount-wasm]');

/** Every figure and word of a report by its place: "telling.p" → 0.003. The sentences say the same again. */
function* leaves(value, place = '') {
  if (value !== null && typeof value === 'object') {
    for (const [key, inside] of Object.entries(value)) {
      if (key === 'sentences') continue;
      yield* leaves(inside, place ? `${place}.${key}` : key);
    }
  } else {
    yield [place, value];
  }
}

/** Equal to the last digit anybody shows: machines may round the last of sixteen digits differently. */
const same = (a, b) =>
  a === b || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)));

async function text(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}

/** A table of what stands here and what stands there. */
function table(words, rows) {
  const table = document.createElement('table');
  table.className = 'table';
  const line = (kind, cells) => {
    const row = document.createElement('tr');
    cells.forEach((cell, at) => {
      const box = document.createElement(kind === 'th' || at === 0 ? 'th' : 'td');
      box.textContent = String(cell);
      row.append(box);
    });
    return row;
  };
  table.append(line('th', [words.figure, words.server, words.here]), ...rows.map((row) => line('td', row)));
  return table;
}

async function recount(place, status) {
  const words = place.dataset;
  status.textContent = words.running;
  try {
    const [extract, report, factions, code] = await Promise.all([
      text(words.extract),
      text(words.report),
      text(words.factions),
      import(new URL(tag.dataset.recountJs, document.baseURI)),
    ]);
    await code.default({ module_or_path: new URL(tag.dataset.recountWasm, document.baseURI) });
    // The report of the sides as it is; that of every faction below "all".
    const all = (sides, each) => new Map([...leaves(JSON.parse(sides)), ...leaves(JSON.parse(each), 'all')]);
    const server = all(report, factions);
    const here = all(code.recount(extract), code.recount_factions(extract));
    const places = [...new Set([...server.keys(), ...here.keys()])];
    const different = places.filter((one) => !same(server.get(one), here.get(one)));
    // When all is equal two figures stand for it; when not, every difference is shown whole.
    const named = { 'telling.head_start_hours': words.hours, 'telling.p': 'p' };
    const shown = different.length > 0 ? different : Object.keys(named).filter((one) => server.has(one));
    const say = (value) =>
      typeof value === 'number' && different.length === 0
        ? value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 6 })
        : String(value ?? '–');
    const row = (one) => [named[one] ?? one, say(server.get(one)), say(here.get(one))];
    const verdict = document.createElement('p');
    const strong = document.createElement('strong');
    strong.textContent = different.length > 0 ? words.different : words.same;
    verdict.append(strong, ` ${words.count.replace('#', places.length)}`);
    status.replaceChildren(verdict, table(words, shown.map(row)));
  } catch (why) {
    status.textContent = words.failed;
    console.error(why);
  }
}

for (const place of tag ? document.querySelectorAll('[data-recount]') : []) {
  place.hidden = false;
  place.querySelector('button').addEventListener('click', () => recount(place, place.querySelector('[role=status]')));
}
