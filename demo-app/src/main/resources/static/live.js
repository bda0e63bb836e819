// The panel "Live": the figures that the server pushes, as numbers, charts and tables.

import { announce, card, el } from './page.js';
import { bytes, counted } from './format.js';
import { onSnapshot, onState } from './stream.js';
import { HistoryChart } from './chart.js';
import { Figures } from './live-figures.js';
import { ClassTable, HeapTable, RequestTable, RouteTable, ShareBar } from './live-tables.js';

const STATES = {
  connecting: ['○', 'Connecting'],
  open: ['●', 'Connected'],
  lost: ['▲', 'Connection lost, reconnecting'],
};
const ANNOUNCE_EVERY = 10_000;

/** Fills the section. */
export function start(section) {
  const [memory, heap] = [memoryChart(), heapChart()];
  const views = [new Figures(), memoryBar(), heapBar(), new RequestTable(), new ClassTable(), new RouteTable(), new HeapTable()];
  const [figures, budget, heapShares, requests, classes, routes, heapRoutes] = views;
  let paused = false;

  const pause = el('button', { type: 'button', id: 'pause', 'aria-pressed': 'false', click: () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
  } }, 'Pause');
  const state = el('span', { class: 'badge', id: 'connection' });
  section.append(
      el('div', { class: 'section-head' },
          el('p', {}, 'The server pushes these figures twice a second, as server-sent events without an arena.'), state, pause),
      figures.node,
      el('div', { class: 'grid halves' },
          card('Off-heap memory of the pool', { id: 'memory' }, budget.node, memory.node),
          card('Java heap', { id: 'heap' }, heapShares.node, heap.node),
          card('Requests in flight', { id: 'requests' }, requests.node),
          card('Chunks by size class', { id: 'classes' }, classes.node),
          card('Bytes per request, by route', { id: 'routes', wide: true }, routes.node),
          card('Heap per request, by route', { id: 'heap-routes', wide: true }, heapRoutes.node)));

  onState(next => {
    const [sign, words] = STATES[next];
    state.className = `badge ${next}`;
    state.replaceChildren(el('span', { 'aria-hidden': 'true' }, `${sign} `), words);
    if (next === 'lost') {
      announce(words);
    }
  });
  const tell = announcer();
  onSnapshot(snapshot => {
    memory.add(snapshot, !paused);
    heap.add(snapshot, !paused);
    if (!paused) {
      views.forEach(view => view.show(snapshot));
      tell(snapshot);
    }
  });
}

function memoryBar() {
  return new ShareBar([
    { tone: 'live', label: 'In use', of: it => it.memory.used },
    { tone: 'cached', label: 'Cached', of: it => it.memory.cached },
    { tone: 'quarantined', label: 'In quarantine', of: it => it.memory.quarantined },
  ], it => it.memory.budget, 'of the budget');
}

function heapBar() {
  return new ShareBar([
    { tone: 'heap', label: 'Used', of: it => it.jvm.heapUsed },
    { tone: 'spare', label: 'Committed, but not used', of: it => it.jvm.heapCommitted - it.jvm.heapUsed },
  ], it => Math.max(it.jvm.heapMax, it.jvm.heapCommitted), 'of the limit');
}

function memoryChart() {
  return new HistoryChart({
    id: 'memory',
    label: 'Memory of the pool over the last two minutes',
    series: [
      { label: 'In use', tone: 'live', filled: true, of: it => it.memory.used },
      { label: 'Reserved', tone: 'cached', dash: '6 3', of: it => it.memory.reserved },
    ],
    limit: { label: 'Budget', of: it => it.memory.budget },
    words: samples => {
      const { values: [used, reserved], limit } = samples.at(-1);
      return `Now ${bytes(used)} in use and ${bytes(reserved)} reserved, of a budget of ${bytes(limit)}. `
          + `Maximum of the last two minutes: ${bytes(most(samples, 0))} in use, ${bytes(most(samples, 1))} reserved.`;
    },
  });
}

function heapChart() {
  return new HistoryChart({
    id: 'heap',
    label: 'Java heap over the last two minutes',
    series: [
      { label: 'Used', tone: 'heap', filled: true, of: it => it.jvm.heapUsed },
      { label: 'Committed', tone: 'spare', dash: '2 3', of: it => it.jvm.heapCommitted },
    ],
    marks: { label: 'Collection', of: it => it.jvm.collections },
    words: samples => {
      const collections = samples.at(-1).marks - samples[0].marks;
      return `Now ${bytes(samples.at(-1).values[0])} used. Maximum of the last two minutes: ${bytes(most(samples, 0))}, with `
          + `${counted(collections, 'collection')}.`;
    },
  });
}

function most(samples, series) {
  return Math.max(...samples.map(sample => sample.values[series]));
}

/** Announces refusals and leaks to screen readers, at most once in a while. */
function announcer() {
  let told = null;
  let next = 0;
  return ({ time, counts }) => {
    const now = { refusals: counts.refusals.arena + counts.refusals.pool + counts.refusals.source, leaks: counts.leaks };
    if (told === null) {
      told = now;
    } else if (time >= next && (now.refusals > told.refusals || now.leaks > told.leaks)) {
      announce([[now.refusals - told.refusals, 'allocation', 'refused'], [now.leaks - told.leaks, 'leak', 'found']]
          .filter(([difference]) => difference > 0)
          .map(([difference, noun, verb]) => `${counted(difference, noun)} ${verb}.`).join(' '));
      told = now;
      next = time + ANNOUNCE_EVERY;
    }
  };
}
