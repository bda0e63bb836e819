// The panel "Look inside": the steps of a real, small arena.

import { card, el, setText, svg } from './page.js';
import { count, counted } from './format.js';

const PLAY_EVERY = 2500;

/** Minimum width of a part with a visible name, as a share of the picture. */
const LABELLED = 0.1;

const STATES = {
  current: ['▶', 'current'],
  retired: ['■', 'retired'],
  oversized: ['◆', 'oversized'],
  escaped: ['⚓', 'kept by a handle'],
  quarantined: ['◌', 'in quarantine'],
  cached: ['○', 'cached'],
  released: ['×', 'released'],
};

const PARTS = { live: 'live', moved: 'moved away', escaped: 'escaped' };

/** The counters: name and value. */
const COUNTERS = [
  ['Held by the arena', it => `${count(it.arena.bytesHeld)} B`],
  ['Wasted after the last allocations', it => `${count(it.pool.wastedBytes)} B`],
  ['Live in the pool', it => `${count(it.pool.liveBytes)} B`],
  ['Cached', it => `${count(it.pool.cachedBytes)} B`],
  ['In quarantine', it => `${count(it.pool.quarantinedBytes)} B`],
  ['Chunks from the source', it => count(it.pool.normalChunksAllocated + it.pool.oversizedChunksAllocated)],
  ['Oversized chunks from the source', it => count(it.pool.oversizedChunksAllocated)],
  ['Chunks reused', it => count(it.pool.chunksReused)],
  ['Chunks released to the source', it => count(it.pool.chunksReleased)],
  ['Relocations', it => count(it.arena.relocations)],
  ['Resets', it => count(it.pool.resets)],
  ['Handles open', it => count(it.pool.activeHandles)],
];

/** Fills the section. */
export async function start(section) {
  section.append(el('div', { class: 'section-head' },
      el('p', {}, 'A real arena with very small chunks, from its opening to its end. The server has just run these steps. '
          + 'Addresses, figures and bytes are real.')));
  section.append(new Player(await load()).node);
}

async function load() {
  const answer = await fetch('api/inside');
  if (!answer.ok) {
    throw new Error(`The server responded with status ${answer.status}`);
  }
  return answer.json();
}

class Player {
  #steps;
  #at = 0;
  #timer = null;

  #previous = this.#button('inside-previous', 'Previous', () => this.#go(this.#at - 1));
  #next = this.#button('inside-next', 'Next', () => this.#go(this.#at + 1), 'primary');
  #play = this.#button('inside-play', 'Play', () => this.#toggle());
  #again = this.#button('inside-again', 'Run it again', () => this.#reload());
  #position = el('p', { id: 'inside-position', class: 'muted' });
  #title = el('h4', { id: 'inside-operation' });
  #code = el('code', { id: 'inside-code' });
  #explanation = el('p', { id: 'inside-explanation' });
  #evidence = el('p', { id: 'inside-evidence', class: 'note code' });
  #chunks = el('ol', { id: 'inside-chunks', class: 'chunks' });
  #counters = COUNTERS.map(([name, value]) => ({ name, value, cell: el('dd', {}) }));

  constructor(steps) {
    this.#steps = steps;
    const story = el('div', { class: 'story', role: 'status' }, this.#title, el('p', {}, this.#code), this.#explanation, this.#evidence);
    this.node = card('The life of a small request', { id: 'inside-card', wide: true },
        el('div', { class: 'controls' }, this.#previous, this.#next, this.#play, this.#again, this.#position),
        el('p', { class: 'muted small' }, 'Keys: ← and → for one step, Home and End, Space for the buttons.'),
        patterns(), story,
        el('div', { class: 'stage' }, this.#chunks, el('dl', { id: 'inside-counters', class: 'counters' },
            this.#counters.map(({ name, cell }) => el('div', {}, el('dt', {}, name), cell)))),
        legend());
    this.node.addEventListener('keydown', event => this.#onKey(event));
    this.#show();
  }

  #button(id, label, click, style = null) {
    return el('button', { type: 'button', id, class: style, click }, label);
  }

  #onKey(event) {
    const to = { ArrowLeft: this.#at - 1, ArrowRight: this.#at + 1, Home: 0, End: this.#steps.length - 1 }[event.key];
    if (to !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#go(to);
    }
  }

  #go(to) {
    this.#pause();
    this.#at = Math.min(Math.max(to, 0), this.#steps.length - 1);
    this.#show();
  }

  #toggle() {
    if (this.#timer) {
      this.#pause();
      return;
    }
    if (this.#at === this.#steps.length - 1) {
      this.#at = 0;
      this.#show();
    }
    setText(this.#play, 'Pause');
    this.#timer = setInterval(() => {
      this.#at++;
      this.#show();
      if (this.#at === this.#steps.length - 1) {
        this.#pause();
      }
    }, PLAY_EVERY);
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = null;
    setText(this.#play, 'Play');
  }

  async #reload() {
    this.#pause();
    try {
      this.#steps = await load();
      this.#go(0);
    } catch (error) {
      setText(this.#explanation, `The steps could not be loaded: ${error.message}`);
    }
  }

  #show() {
    const step = this.#steps[this.#at];
    const before = this.#steps[this.#at - 1];
    setText(this.#position, `Step ${this.#at + 1} of ${this.#steps.length}`);
    setText(this.#title, step.operation);
    setText(this.#code, step.code);
    setText(this.#explanation, step.explanation);
    setText(this.#evidence, step.evidence ?? '');
    this.#evidence.hidden = step.evidence === null;
    const largest = Math.max(...this.#steps.at(-1).chunks.map(chunk => chunk.bytes));
    this.#chunks.replaceChildren(...step.chunks.length
      ? step.chunks.map(chunk => el('li', { class: chunk.state }, ...picture(chunk, largest)))
      : [el('li', { class: 'muted' }, 'No chunks')]);
    for (const { value, cell } of this.#counters) {
      setText(cell, value(step));
      cell.parentNode.classList.toggle('changed', before !== undefined && value(before) !== value(step));
    }
    this.#enable(this.#previous, this.#at > 0);
    this.#enable(this.#next, this.#at < this.#steps.length - 1);
  }

  /** Sets `aria-disabled`, because `disabled` would remove the focus. */
  #enable(button, possible) {
    button.setAttribute('aria-disabled', String(!possible));
  }
}

function picture(chunk, largest) {
  const [sign, state] = STATES[chunk.state];
  return [
    el('p', { class: 'label' }, el('span', { 'aria-hidden': 'true' }, `${sign} `), el('strong', {}, `Chunk ${chunk.number}`),
        `, ${count(chunk.bytes)} bytes: `, el('strong', {}, state)),
    bar(chunk, largest),
    el('p', { class: 'muted small' }, words(chunk)),
    chunk.firstBytes ? el('p', { class: 'code muted' }, `0x${chunk.address}: ${chunk.firstBytes} …`) : null,
  ].filter(node => node !== null);
}

/** Returns the picture of a chunk. The text below it contains the same information. */
function bar(chunk, largest) {
  const share = bytes => `${100 * bytes / chunk.bytes}%`;
  return svg('svg', { class: 'chunk', width: `${100 * chunk.bytes / largest}%`, height: 44, 'aria-hidden': 'true' },
      svg('rect', { class: 'room', x: 0, y: 10, width: '100%', height: 34 }),
      chunk.state === 'current' || chunk.state === 'retired'
        ? svg('rect', { class: 'free', x: share(chunk.used), y: 10, width: share(chunk.bytes - chunk.used), height: 34 }) : null,
      chunk.parts.map(part => svg('svg', { class: `part ${part.state}`, x: share(part.from), y: 10,
        width: share(part.to - part.from), height: 34 },
          svg('title', {}, `${part.name}: ${PARTS[part.state]}`), svg('rect', { width: '100%', height: 34 }),
          (part.to - part.from) / largest >= LABELLED ? svg('text', { x: 6, y: 22 }, part.name) : null)),
      svg('rect', { class: 'outline', x: 0, y: 10, width: '100%', height: 34 }),
      chunk.state === 'current'
        ? svg('svg', { x: share(chunk.used), y: 0, width: 1, height: 44, overflow: 'visible' },
            svg('path', { class: 'cursor', d: 'M0 9 L-6 0 H6 Z M-1 8 H1 V44 H-1 Z' }))
        : null);
}

function words(chunk) {
  const parts = chunk.parts.map(part => `${part.name} (${PARTS[part.state]}) at ${count(part.from)} to ${count(part.to)}`);
  const rest = chunk.bytes - chunk.used;
  const end = {
    current: `cursor at ${count(chunk.used)}, ${counted(rest, 'byte')} free`,
    retired: `${counted(rest, 'byte')} wasted`,
    cached: 'empty and zeroed, available for the next request',
    escaped: 'the rest is not used',
    quarantined: 'not used, and not yet available for reuse',
    released: 'no longer memory of the pool',
  }[chunk.state];
  const text = [...parts, end].filter(Boolean).join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function legend() {
  const swatch = (kind, name) => el('li', {}, svg('svg', { width: 28, height: 16, 'aria-hidden': 'true' },
      svg('g', { class: kind }, svg('rect', { width: 28, height: 16 }))), name);
  return el('ul', { class: 'legend', 'aria-label': 'Legend' }, swatch('part live', 'live'), swatch('part moved', 'moved away'),
      swatch('part escaped', 'escaped'), swatch('free', 'free'), el('li', {}, '▼ cursor'));
}

/** Textures, so that no information depends on color alone. */
function patterns() {
  return svg('svg', { class: 'patterns', width: 0, height: 0, 'aria-hidden': 'true' }, svg('defs', {},
      svg('pattern', { id: 'inside-moved', width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
          svg('rect', { class: 'ground', width: 6, height: 6 }), svg('path', { class: 'stripe', d: 'M-1 7 L7 -1' })),
      svg('pattern', { id: 'inside-escaped', width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
          svg('rect', { class: 'ground', width: 8, height: 8 }), svg('circle', { class: 'dot', cx: 4, cy: 4, r: 2.4 }))));
}
