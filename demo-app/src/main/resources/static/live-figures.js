// The row of figures above the charts.

import { el, setText } from './page.js';
import { bytes, count, counted, duration, percent } from './format.js';

const RATE_OVER = 3000;

/** The figures: key, name, value, detail, and whether the value is an alert. */
const FIGURES = [
  ['used', 'In use', it => bytes(it.memory.used),
    it => `${percent(it.memory.used, it.memory.budget)} of ${bytes(it.memory.budget)}`],
  ['reserved', 'Reserved', it => bytes(it.memory.reserved), it => `peak ${bytes(it.memory.peak)}`],
  ['chunks', 'Chunks in use', it => count(it.chunks.live),
    it => `${count(it.chunks.cached)} cached, ${count(it.counts.chunksReused)} reused`],
  ['in-flight', 'Requests in flight', it => count(it.counts.openArenas), (it, rate) => `${count(rate)} ended per second`],
  ['quarantined', 'In quarantine', it => bytes(it.memory.quarantined),
    it => `${counted(it.chunks.quarantined, 'chunk')} of ended epochs`],
  ['resets', 'Arenas ended', it => count(it.counts.resets), it => `${counted(it.counts.relocations, 'relocation')}`],
  ['refusals', 'Refusals', it => count(it.counts.refusals.arena + it.counts.refusals.pool + it.counts.refusals.source),
    it => `${count(it.counts.refusals.arena)} request, ${count(it.counts.refusals.pool)} pool, `
        + `${count(it.counts.refusals.source)} source`],
  ['leaks', 'Leaks', it => count(it.counts.leaks), it => `${counted(it.counts.openHandles, 'open handle')}`,
    it => it.counts.leaks > 0],
  ['heap-used', 'Java heap', it => bytes(it.jvm.heapUsed), it => it.jvm.heapMax > 0 ? `of ${bytes(it.jvm.heapMax)}` : 'no limit'],
  ['collections', 'Collections', it => count(it.jvm.collections), it => `${duration(it.jvm.collectionsElapsed)} stopped`],
];

/** Shows the figures as a list of names and values. */
export class Figures {
  #before = [];
  #cells = FIGURES.map(([key, name, value, detail, alert]) => {
    const cell = { value, detail, alert, strong: el('span', { class: 'value' }, '–'), small: el('div', { class: 'detail' }) };
    cell.node = el('div', { id: `figure-${key}` }, el('dt', {}, name), el('dd', {}, cell.strong, cell.small));
    return cell;
  });

  node = el('dl', { class: 'figures' }, this.#cells.map(cell => cell.node));

  show(snapshot) {
    const rate = this.#rate(snapshot);
    for (const { node, value, detail, alert, strong, small } of this.#cells) {
      setText(strong, value(snapshot));
      setText(small, detail(snapshot, rate));
      node.classList.toggle('alert', Boolean(alert?.(snapshot)));
    }
  }

  /** Returns the ended arenas per second, as a mean of some seconds. The value of a single interval would vary too much. */
  #rate(snapshot) {
    this.#before.push({ time: snapshot.time, resets: snapshot.counts.resets });
    while (this.#before.length > 2 && this.#before[1].time <= snapshot.time - RATE_OVER) {
      this.#before.shift();
    }
    const [first] = this.#before;
    const seconds = (snapshot.time - first.time) / 1000;
    return seconds > 0 ? (snapshot.counts.resets - first.resets) / seconds : 0;
  }
}
