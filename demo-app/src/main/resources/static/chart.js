// An SVG chart of up to two minutes. The lines have different dashes and colors.

import { el, svg, setText } from './page.js';
import { bytes, duration } from './format.js';

const SPANS = [30_000, 60_000, 120_000];
const LONGEST = SPANS.at(-1);
const HEIGHT = 170;
const MARGIN = { top: 8, right: 8, bottom: 22, left: 56 };
const TABLE_STEP = 10_000;
const WORDS_EVERY = 5000;

/**
 * A chart of bytes over time.
 *
 * `series` are `{ label, tone, dash, filled, of }`, and `of` returns the bytes of a snapshot. `marks` are `{ label, of }`, and
 * `of` returns a counter. The chart marks each increase of the counter. `limit` is `{ label, of }`, drawn as a line if the
 * scale includes it. `words` is a function from the samples of the last two minutes to a sentence.
 */
export class HistoryChart {
  #samples = [];
  #drawing = svg('svg', { class: 'chart', role: 'img', height: HEIGHT });
  #words = el('p', { class: 'small muted' });
  #table = el('tbody');
  #limitText = el('span');
  #details;
  #width = 0;
  #wordsAt = 0;

  constructor({ id, label, series, marks = null, limit = null, words }) {
    Object.assign(this, { series, marks, limit, words });
    this.#words.id = `${id}-words`;
    this.#drawing.setAttribute('aria-label', label);
    this.#drawing.setAttribute('aria-describedby', this.#words.id);
    this.#details = el('details', { class: 'small', toggle: () => this.#fillTable() },
        el('summary', {}, 'As a table'),
        el('table', {}, el('caption', {}, `${label}, every ten seconds`),
            el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Time ago'),
                series.map(line => el('th', { scope: 'col', class: 'number' }, line.label)))), this.#table));
    this.node = el('div', {}, this.#legend(), this.#drawing, this.#words, this.#details);
    new ResizeObserver(entries => {
      this.#width = Math.floor(entries[0].contentRect.width);
      this.#draw();
    }).observe(this.node);
  }

  /** Adds a snapshot, removes old ones, and draws the chart if `draw` is true. */
  add(snapshot, draw = true) {
    this.#samples.push({ time: snapshot.time, values: this.series.map(line => line.of(snapshot)),
      limit: this.limit?.of(snapshot), marks: this.marks?.of(snapshot) });
    while (this.#samples[0].time < snapshot.time - LONGEST) {
      this.#samples.shift();
    }
    if (draw) {
      this.#draw();
      if (snapshot.time - this.#wordsAt >= WORDS_EVERY) {
        this.#wordsAt = snapshot.time;
        setText(this.#words, this.words(this.#samples));
        this.#fillTable();
      }
    }
  }

  #legend() {
    const item = (sample, text) => el('li', {}, svg('svg', { width: 26, height: 10, 'aria-hidden': 'true' }, sample), text);
    return el('ul', { class: 'legend' },
        this.series.map(line => item(svg('path', { d: 'M1 5H25', class: `line ${line.tone}`,
          'stroke-dasharray': line.dash }), line.label)),
        this.marks && item(svg('path', { d: 'M13 1l4 8h-8z', class: 'mark' }), this.marks.label),
        this.limit && item(svg('path', { d: 'M1 5H25', class: 'limit' }), this.#limitText));
  }

  #draw() {
    const last = this.#samples.at(-1);
    if (!last || this.#width === 0) {
      return;
    }
    const top = niceAbove(Math.max(...this.#samples.flatMap(sample => sample.values)) * 1.1);
    const span = SPANS.find(it => it >= last.time - this.#samples[0].time) ?? LONGEST;
    const right = this.#width - MARGIN.right;
    const bottom = HEIGHT - MARGIN.bottom;
    const x = time => right - (last.time - time) / span * (right - MARGIN.left);
    const y = value => bottom - value / top * (bottom - MARGIN.top);
    const parts = [];
    for (const share of [0, 0.5, 1]) {
      parts.push(svg('path', { class: 'rule', d: `M${MARGIN.left} ${round(y(top * share))}H${right}` }),
          svg('text', { x: MARGIN.left - 6, y: y(top * share) + 4, 'text-anchor': 'end' }, bytes(top * share)));
    }
    for (const [ago, text, anchor] of [[span, `${duration(span)} ago`, 'start'], [span / 2, duration(span / 2), 'middle'],
      [0, 'now', 'end']]) {
      parts.push(svg('text', { x: x(last.time - ago), y: HEIGHT - 5, 'text-anchor': anchor }, text));
    }
    this.series.forEach((line, index) => {
      const path = this.#samples.map(sample => `${round(x(sample.time))} ${round(y(sample.values[index]))}`).join('L');
      if (line.filled) {
        parts.push(svg('path', { class: `area ${line.tone}`,
          d: `M${round(x(this.#samples[0].time))} ${bottom}L${path}V${bottom}Z` }));
      }
      parts.push(svg('path', { class: `line ${line.tone}`, d: `M${path}`, 'stroke-dasharray': line.dash }));
    });
    if (this.limit) {
      const within = last.limit <= top;
      setText(this.#limitText, `${this.limit.label} ${bytes(last.limit)}${within ? '' : ', above this scale'}`);
      if (within) {
        parts.push(svg('path', { class: 'limit', d: `M${MARGIN.left} ${round(y(last.limit))}H${right}` }));
      }
    }
    this.#samples.forEach((sample, index) => {
      if (index > 0 && sample.marks > this.#samples[index - 1].marks) {
        parts.push(svg('path', { class: 'mark', d: `M${round(x(sample.time))} ${bottom - 8}l4 8h-8z` }));
      }
    });
    this.#drawing.setAttribute('width', this.#width);
    this.#drawing.replaceChildren(...parts);
  }

  #fillTable() {
    if (!this.#details.open || this.#samples.length === 0) {
      return;
    }
    const now = this.#samples.at(-1).time;
    const rows = [];
    for (let ago = 0; ago <= now - this.#samples[0].time; ago += TABLE_STEP) {
      const sample = this.#samples.findLast(it => it.time <= now - ago);
      rows.push(el('tr', {}, el('th', { scope: 'row' }, ago === 0 ? 'now' : duration(ago)),
          sample.values.map(value => el('td', { class: 'number' }, bytes(value)))));
    }
    this.#table.replaceChildren(...rows);
  }
}

/** Returns the next power of two, because sizes are usually given as powers of two. */
function niceAbove(value) {
  return 2 ** Math.max(12, Math.ceil(Math.log2(Math.max(1, value))));
}

function round(value) {
  return Math.round(value * 10) / 10;
}
