// The same job on both engines, and what it took.

import { announce, card, el, scrollable, setText } from './page.js';
import { bytes, count, counted, duration } from './format.js';

const JOBS = {
  measurements: ['Measurements', 'Aggregates lines of text, all in one body.'],
  readings: ['JSON readings', 'Decodes arrays of up to 10,000 readings and sums them up. They are not stored.'],
  export: ['Export', 'Streams a CSV of readings that the database makes up on the way. The database makes most of the garbage.'],
};
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const ENGINES = { heap: 'Heap engine', arena: 'Arena engine' };
const TONES = { heap: 'heap', arena: 'live' };
const PHASES = {
  'warm-up': it => it.engine ? `Warming up: ${ENGINES[it.engine].toLowerCase()}` : 'Warming up',
  running: it => `Running: ${ENGINES[it.engine].toLowerCase()}`,
  finished: () => 'Finished',
  cancelled: () => 'Cancelled',
  failed: it => `Failed: ${it.problem}`,
};

/** Each row of the result: its name, the value that a bar shows, its words, and what is to be known beside it. */
const FIGURES = [
  ['Time', it => it.millis, it => duration(it.millis), it => counted(it.requests, 'request')],
  ['Heap allocated', it => it.heapAllocatedBytes, it => bytes(it.heapAllocatedBytes), () => 'by all threads of the server'],
  ['GC pauses', it => it.pauseMillis, it => duration(it.pauseMillis), it => counted(it.collections, 'collection')],
  ['Heap afterwards', it => Math.max(0, it.heapUsedAfterBytes - it.heapUsedBeforeBytes),
    it => `${bytes(Math.max(0, it.heapUsedAfterBytes - it.heapUsedBeforeBytes))} more`,
    it => `${bytes(it.heapUsedBeforeBytes)} before; what is garbage waits for the collector`],
  ['Arena of a request', it => it.arenaBytesPerRequest, it => bytes(it.arenaBytesPerRequest), () => 'at most, on average'],
  ['Arenas afterwards', it => it.arenaBytesAfter, it => bytes(it.arenaBytesAfter),
    it => it.releaseMillis === null ? 'still in use by somebody' : `all released ${duration(it.releaseMillis)} behind the last byte`],
];

export function raceCard() {
  let race = null; // its address, as long as it runs
  let events = null;

  const job = el('select', { id: 'race-job', change: () => setText(about, JOBS[job.value][1]) },
      Object.entries(JOBS).map(([value, [name]]) => el('option', { value }, name)));
  const rows = el('select', { id: 'race-rows' },
      SIZES.map(size => el('option', { value: size, selected: size === 100_000 }, count(size))));
  const about = el('p', { class: 'muted small', id: 'race-about' }, JOBS.measurements[1]);
  const go = el('button', { type: 'submit', id: 'race-start', class: 'primary' }, 'Start the race');
  const stop = el('button', { type: 'button', id: 'race-cancel', disabled: true, click: cancel }, 'Cancel');
  const progress = el('progress', { id: 'race-progress', max: 1, value: 0, 'aria-labelledby': 'race-phase' });
  const phase = el('p', { id: 'race-phase', class: 'small' }, 'No race yet');
  const result = el('div', { id: 'race-result' });

  function threads() {
    return new FormData(form).get('threads');
  }

  const form = el('form', { class: 'controls', submit: event => {
    event.preventDefault();
    begin();
  } },
      el('div', {}, el('label', { for: 'race-job' }, 'Job'), el('br'), job),
      el('div', {}, el('label', { for: 'race-rows' }, 'Rows'), el('br'), rows),
      el('fieldset', {}, el('legend', {}, 'Threads of the server'), el('div', { class: 'choices' },
          ['platform', 'virtual'].map((kind, i) => el('label', {},
              el('input', { type: 'radio', name: 'threads', value: kind, id: `race-${kind}`, checked: i === 0 }), ` ${kind}`)))),
      go, stop);

  async function begin() {
    go.disabled = true;
    result.replaceChildren();
    try {
      const answer = await fetch('api/races', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ job: job.value, rows: Number(rows.value), threads: threads() }),
      });
      const body = await answer.json();
      if (!answer.ok) {
        throw new Error(body.detail ?? body.title);
      }
      race = `api/races/${body.id}`;
      stop.disabled = false;
      show(body);
      follow();
    } catch (error) {
      end(`Not started: ${error.message}`);
    }
  }

  function follow() {
    events = new EventSource(`${race}/events`);
    events.onmessage = event => show(JSON.parse(event.data));
    events.onerror = () => end('The connection was lost. The server gives the race up.');
  }

  function show(state) {
    const words = PHASES[state.phase](state);
    progress.value = state.rowsToDo ? state.rowsDone / state.rowsToDo : 0;
    setText(phase, state.engine ? `${words}, ${count(state.rowsDone)} of ${count(state.rowsToDo)} rows` : words);
    if (state.heap || state.arena) {
      result.replaceChildren(table(state));
    }
    if (!['warm-up', 'running'].includes(state.phase)) {
      end(words);
      if (state.phase === 'finished') {
        announce(summary(state));
      }
    }
  }

  function end(words) {
    events?.close();
    events = null;
    race = null;
    setText(phase, words);
    go.disabled = false;
    if (document.activeElement === stop) {
      go.focus();
    }
    stop.disabled = true;
  }

  async function cancel() {
    await fetch(race, { method: 'DELETE' }).catch(() => {}); // the events say what has become of it
  }

  return card('Race', { id: 'race', wide: true }, form, about, progress, phase, result,
      el('details', {}, el('summary', {}, 'What is measured'),
          el('ul', { class: 'small' },
              el('li', {}, 'The server sends the requests to itself, through a port with the kind of thread that you choose. '
                  + 'Engines take turns in who goes first; both warm up, and a full collection comes before each.'),
              el('li', {}, 'Bodies repeat a block of 10,000 rows that is ready beforehand, so that sending costs next to nothing.'),
              el('li', {}, 'Heap allocated: by all threads of the JVM, virtual ones included, less the one that sends and receives. '
                  + 'Whatever else the server does meanwhile counts too, such as this page\'s events.'),
              el('li', {}, 'GC pauses come in whole milliseconds from the JVM.'),
              el('li', {}, 'The heap engine\'s export runs on Spring\'s task executor, whatever the kind of thread.'),
              el('li', {}, 'One run tells little about time: a JVM that has just started is still compiling. The project\'s '
                  + 'benchmarks measure time properly.'))));
}

function table(state) {
  const { job, rows, threads } = state.order;
  return scrollable('Result of the race', el('table', { id: 'race-table' },
      el('caption', {}, `${JOBS[job][0]}, ${count(rows)} rows, ${threads} threads. ${answers(state)}`),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Figure'),
          Object.values(ENGINES).map(name => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, FIGURES.map(figure => row(figure, state)))));
}

function answers({ sameAnswers }) {
  return sameAnswers === null ? '' : sameAnswers ? 'Both gave the same answers, byte for byte.' : 'The answers differ!';
}

function row([name, value, words, detail], state) {
  const most = Math.max(...Object.keys(ENGINES).map(engine => state[engine] ? value(state[engine]) : 0));
  return el('tr', {}, el('th', { scope: 'row' }, name), Object.keys(ENGINES).map(engine => {
    const lap = state[engine];
    if (!lap) {
      return el('td', { class: 'empty' }, '–');
    }
    const bar = el('div', { class: TONES[engine] });
    bar.style.inlineSize = `${most ? 100 * value(lap) / most : 0}%`;
    return el('td', { 'data-engine': engine }, el('strong', {}, words(lap)), el('div', { class: 'bar', 'aria-hidden': 'true' }, bar),
        el('span', { class: 'muted small' }, detail(lap)));
  }));
}

function summary({ heap, arena }) {
  return `Heap engine: ${duration(heap.millis)}, ${bytes(heap.heapAllocatedBytes)} allocated. `
      + `Arena engine: ${duration(arena.millis)}, ${bytes(arena.heapAllocatedBytes)} allocated.`;
}
