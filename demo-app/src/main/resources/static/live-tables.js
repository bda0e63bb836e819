// Figures without a chart over time: the budget, chunks by class, requests in flight, and bytes by route.

import { el, scrollable, setText, svg } from './page.js';
import { bytes, count, duration, percent } from './format.js';

const STATES = [['live', 'In use'], ['cached', 'Cached'], ['quarantined', 'In quarantine']];

/** A bar whose parts are as wide as their values. It is only visual: the values are also available as text. */
function stackedBar(whole, parts) {
  return el('div', { class: 'bar', 'aria-hidden': 'true' }, parts.map(([tone, value]) => {
    const part = el('span', { class: tone });
    part.style.inlineSize = `${whole > 0 ? 100 * value / whole : 0}%`;
    return part;
  }));
}

/** Shows parts of a whole, as a bar and as text. `parts` are `{ tone, label, of }`. `of` and `whole` are functions. */
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

/** Rows of a table. They are replaced only if their content has changed. */
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

  node = table('Chunks of each size, by state', [['Size'], ...STATES.map(([, label]) => [label, 'number']),
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

  node = el('div', { class: 'requests' }, table('Requests that hold memory now, in descending order',
      [['Request'], ['Held', 'number'], ['Share of budget', 'number'], ['Share', 'share'], ['Age', 'number']], this.#rows));

  show({ requests, memory }) {
    this.#rows.show(requests, it => el('tr', {},
        el('th', { scope: 'row' }, el('code', {}, it.owner || 'no request')),
        el('td', { class: 'number' }, bytes(it.bytes)),
        el('td', { class: 'number' }, percent(it.bytes, memory.requestBudget)),
        el('td', { class: 'share' }, stackedBar(memory.requestBudget, [['live', it.bytes]])),
        el('td', { class: 'number' }, it.age === null ? '–' : duration(it.age))),
    nothing(5, 'None. The memory of all requests is back in the pool.'));
  }
}

/** The peak memory of requests, by route. */
export class RouteTable {
  #rows = new Rows();

  node = table('Peak memory of each request, since the start', [['Route'], ['Outcome'], ['Requests', 'number'],
    ['Mean', 'number'], ['95% below', 'number'], ['Distribution: up to 4 KB … 256 MB, and above', 'distribution']], this.#rows);

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

/** The heap that requests allocated, by route. */
export class HeapTable {
  #rows = new Rows();

  node = table('Heap that requests allocated on platform threads, since the start', [['Route'], ['Outcome'],
    ['Requests', 'number'], ['Mean', 'number'], ['Share', 'share'], ['Recent maximum', 'number']], this.#rows);

  show({ heap }) {
    const most = Math.max(1, ...heap.map(it => it.mean));
    this.#rows.show(heap, it => el('tr', {},
        el('th', { scope: 'row' }, el('code', {}, it.uri)),
        el('td', {}, it.outcome.toLowerCase().replace('_', ' ')),
        el('td', { class: 'number' }, count(it.requests)),
        el('td', { class: 'number' }, bytes(it.mean)),
        el('td', { class: 'share' }, stackedBar(most, [['heap', it.mean]])),
        el('td', { class: 'number' }, it.max > 0 ? bytes(it.max) : '–')),
    nothing(6, 'None. The JVM does not count allocations of virtual threads.'));
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
