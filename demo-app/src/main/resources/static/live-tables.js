// What is not drawn over time: the budget, chunks by class, requests in flight, and bytes by route.

import { el, scrollable, setText, svg } from './page.js';
import { bytes, count, duration, percent } from './format.js';

const STATES = [['live', 'In use'], ['cached', 'Cached'], ['quarantined', 'In quarantine']];

/** A bar of parts, each as wide as its value. Only for the eye: the same is always there in figures. */
function stackedBar(whole, parts) {
  return el('div', { class: 'bar', 'aria-hidden': 'true' }, parts.map(([tone, value]) => {
    const part = el('span', { class: tone });
    part.style.inlineSize = `${whole > 0 ? 100 * value / whole : 0}%`;
    return part;
  }));
}

/** Parts of a whole, as a bar and in words. `parts` are `{ tone, label, of }`; `whole` is a function, too. */
export class ShareBar {
  #bar = el('div');
  #legend;

  constructor(parts, whole, unit) {
    this.#legend = parts.map(part => ({ ...part, text: el('span') }));
    Object.assign(this, { whole, unit });
    this.node = el('div', { class: 'shares' }, this.#bar, el('ul', { class: 'legend' },
        this.#legend.map(({ tone, text }) => el('li', {}, el('span', { class: `swatch ${tone}` }), text))));
  }

  show(snapshot) {
    const whole = this.whole(snapshot);
    this.#bar.replaceChildren(stackedBar(whole, this.#legend.map(({ tone, of }) => [tone, of(snapshot)])));
    for (const { label, of, text } of this.#legend) {
      setText(text, `${label} ${bytes(of(snapshot))}, ${percent(of(snapshot), whole)} ${this.unit}`);
    }
  }
}

/** Rows of a table that are painted anew only where what they say has changed. */
class Rows {
  node = el('tbody');
  #said = '';

  show(items, row, none) {
    const says = JSON.stringify(items);
    if (says !== this.#said) {
      this.#said = says;
      this.node.replaceChildren(...items.length > 0 ? items.map(row) : [none]);
    }
  }
}

function table(caption, columns, rows) {
  return scrollable(caption, el('table', {}, el('caption', {}, caption), el('thead', {}, el('tr', {},
      columns.map(([name, kind]) => el('th', { scope: 'col', class: kind }, name)))), rows.node));
}

function nothing(columns, text) {
  return el('tr', {}, el('td', { colspan: columns, class: 'empty' }, text));
}

/** Chunks of each size by state. */
export class ClassTable {
  #rows = new Rows();

  node = table('Chunks of each size, and where they are', [['Size'], ...STATES.map(([, label]) => [label, 'number']),
    ['Share', 'share']], this.#rows);

  show({ classes, chunks }) {
    const items = [...classes, { bytes: null, live: chunks.oversized, cached: 0, quarantined: 0 }];
    const most = Math.max(1, ...items.map(it => it.live + it.cached + it.quarantined));
    this.#rows.show(items.map(it => ({ ...it, most })), it => el('tr', {},
        el('th', { scope: 'row' }, it.bytes === null ? 'Oversized' : bytes(it.bytes)),
        STATES.map(([state]) => el('td', { class: it[state] > 0 ? 'number' : 'number empty' }, count(it[state]))),
        el('td', { class: 'share' }, stackedBar(most, STATES.map(([state]) => [state, it[state]])))));
  }
}

/** The requests that hold memory now. */
export class RequestTable {
  #rows = new Rows();

  node = el('div', { class: 'requests' }, table('Requests that hold memory now, the largest first',
      [['Request'], ['Held', 'number'], ['Of its budget', 'number'], ['Share', 'share'], ['Age', 'number']], this.#rows));

  show({ requests, memory }) {
    this.#rows.show(requests, it => el('tr', {},
        el('th', { scope: 'row' }, el('code', {}, it.owner || 'no request')),
        el('td', { class: 'number' }, bytes(it.bytes)),
        el('td', { class: 'number' }, percent(it.bytes, memory.requestBudget)),
        el('td', { class: 'share' }, stackedBar(memory.requestBudget, [['live', it.bytes]])),
        el('td', { class: 'number' }, it.age === null ? '–' : duration(it.age))),
    nothing(5, 'None. What requests have held is back in the pool.'));
  }
}

/** What requests of each route held. */
export class RouteTable {
  #rows = new Rows();

  node = table('The most that each request held, since the start', [['Route'], ['Outcome'], ['Requests', 'number'],
    ['Mean', 'number'], ['95% below', 'number'], ['Distribution: up to 4 KB … 256 MB, and more', 'distribution']], this.#rows);

  show({ routes }) {
    this.#rows.show(routes, it => el('tr', {},
        el('th', { scope: 'row' }, el('code', {}, it.uri)),
        el('td', {}, it.outcome.toLowerCase().replace('_', ' ')),
        el('td', { class: 'number' }, count(it.requests)),
        el('td', { class: 'number' }, bytes(it.mean)),
        el('td', { class: 'number' }, it.percentile95 > 0 ? bytes(it.percentile95) : '–'),
        el('td', {}, histogram(it.buckets))),
    nothing(6, 'No request has used its arena yet.'));
  }
}

/** What requests of each route allocated on the heap. */
export class HeapTable {
  #rows = new Rows();

  node = table('Heap that requests allocated on platform threads, since the start', [['Route'], ['Outcome'],
    ['Requests', 'number'], ['Mean', 'number'], ['Share', 'share'], ['Largest lately', 'number']], this.#rows);

  show({ heap }) {
    const most = Math.max(1, ...heap.map(it => it.mean));
    this.#rows.show(heap, it => el('tr', {},
        el('th', { scope: 'row' }, el('code', {}, it.uri)),
        el('td', {}, it.outcome.toLowerCase().replace('_', ' ')),
        el('td', { class: 'number' }, count(it.requests)),
        el('td', { class: 'number' }, bytes(it.mean)),
        el('td', { class: 'share' }, stackedBar(most, [['heap', it.mean]])),
        el('td', { class: 'number' }, it.max > 0 ? bytes(it.max) : '–')),
    nothing(6, 'None. The JVM does not count what virtual threads allocate.'));
  }
}

const BAR = 18;
const FULL = 24;

function histogram(buckets) {
  const most = Math.max(1, ...buckets.map(it => it.requests));
  const words = buckets.filter(it => it.requests > 0).map(it => `${count(it.requests)} ${range(it.upTo, buckets)}`).join(', ');
  return svg('svg', { class: 'histogram', role: 'img', 'aria-label': words, width: BAR * buckets.length, height: FULL + 1 },
      svg('title', {}, words),
      buckets.map((it, index) => {
        const height = it.requests > 0 ? Math.max(2, FULL * it.requests / most) : 0;
        return svg('path', { class: 'live', d: `M${index * BAR + 1} ${FULL - height}h${BAR - 3}v${height}h-${BAR - 3}z` });
      }),
      svg('path', { class: 'rule', d: `M0 ${FULL + 0.5}H${BAR * buckets.length}` }));
}

function range(upTo, buckets) {
  return upTo === null ? `above ${bytes(buckets.at(-2).upTo)}` : `up to ${bytes(upTo)}`;
}
