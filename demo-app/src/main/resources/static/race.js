// Races: the same load on both engines, and the results.

import { announce, card, el, scrollable, setText } from './page.js';
import { bytes, count, counted, duration, percent } from './format.js';

const JOBS = {
  measurements: ['Measurements', 'Aggregates lines of text.', 100_000],
  readings: ['JSON readings', 'Decodes an array of readings and sums them up. They are not stored.', 10_000],
  export: ['Export', 'Streams a CSV of readings that the database generates. The database allocates most of the garbage.', 100_000],
  hold: ['Hold', 'Decodes an array of readings and keeps it for 200 ms, like a service that waits for another one. '
      + 'Available because the Java heap of this demo is small.', 10_000],
};
const SMALL_HEAP = 512 * 1024 * 1024;
const SIZES = [1_000, 10_000, 100_000];
const CLIENTS = [1, 4, 16, 64, 256];
const SECONDS = [1, 4, 10, 30];
const ENGINES = { heap: 'Heap engine', arena: 'Arena engine' };
const TONES = { heap: 'heap', arena: 'live' };
const PHASES = {
  'warm-up': it => it.engine ? `Warming up: ${ENGINES[it.engine].toLowerCase()}` : 'Warming up',
  running: it => `Running: ${ENGINES[it.engine].toLowerCase()}`,
  finished: () => 'Finished',
  cancelled: () => 'Cancelled',
  failed: it => `Failed: ${it.problem}`,
};

/** The rows of the result: name, value of the bar, text, and detail. */
const FIGURES = [
  ['Throughput', it => it.perSecond, it => `${count(it.perSecond)} req/s`, it => counted(it.requests, 'response')],
  ['Median response time', it => it.p50Millis, it => duration(it.p50Millis), () => 'p50'],
  ['99th percentile', it => it.p99Millis, it => duration(it.p99Millis), () => 'p99'],
  ['Garbage per request', it => it.heapBytesPerRequest, it => bytes(it.heapBytesPerRequest),
    () => 'heap allocated by all threads of the server'],
  ['GC pauses', it => it.pauseMillis, it => duration(it.pauseMillis), it => counted(it.collections, 'collection')],
  ['Refused', it => it.refused, it => percent(it.refused, all(it)), it => `${count(it.failed)} failed`],
  ['Arena memory per request', it => it.arenaBytesPerRequest, it => bytes(it.arenaBytesPerRequest), () => 'mean of the peaks'],
  ['Arena memory afterwards', it => it.arenaBytesAfter, it => bytes(it.arenaBytesAfter),
    it => it.releaseMillis === null ? 'still in use' : `released ${duration(it.releaseMillis)} after the last response`],
];

function all({ requests, refused, failed }) {
  return requests + refused + failed;
}

export function raceCard() {
  let race = null; // URL of the running race
  let events = null;

  const job = el('select', { id: 'race-job', change: choose },
      Object.entries(JOBS).map(([value, [name]]) => el('option', { value, hidden: value === 'hold', disabled: value === 'hold' }, name)));
  const rows = choice('race-rows', SIZES, 10_000);
  const clients = choice('race-clients', CLIENTS, 4);
  const seconds = choice('race-seconds', SECONDS, 4);
  const about = el('p', { class: 'muted small', id: 'race-about' }, JOBS.measurements[1]);
  const heap = el('p', { class: 'muted small', id: 'race-heap' });
  const go = el('button', { type: 'submit', id: 'race-start', class: 'primary' }, 'Start the race');
  const stop = el('button', { type: 'button', id: 'race-cancel', disabled: true, click: cancel }, 'Cancel');
  const progress = el('progress', { id: 'race-progress', max: 1, value: 0, 'aria-labelledby': 'race-phase' });
  const phase = el('p', { id: 'race-phase', class: 'small' }, 'No race yet');
  const result = el('div', { id: 'race-result' });

  function threads() {
    return new FormData(form).get('threads');
  }

  function choose() {
    const [, words, most] = JOBS[job.value];
    setText(about, words);
    for (const option of rows.options) {
      option.disabled = Number(option.value) > most;
    }
    if (rows.selectedOptions[0].disabled) {
      rows.value = most;
    }
    if (job.value === 'hold') {
      rows.value = most;
      clients.value = 64;
    }
  }

  fetch('api/races').then(answer => answer.json()).then(({ maxHeapBytes }) => {
    const hold = job.querySelector('[value=hold]');
    hold.hidden = hold.disabled = maxHeapBytes > SMALL_HEAP;
    setText(heap, hold.hidden
        ? `The Java heap can grow to ${bytes(maxHeapBytes)}. To enable another job, start the demo with -Xmx256m.`
        : `The Java heap can grow to ${bytes(maxHeapBytes)}.`);
  }).catch(() => {}); // the job remains hidden

  const form = el('form', { class: 'controls', submit: event => {
    event.preventDefault();
    begin();
  } },
      el('div', {}, el('label', { for: 'race-job' }, 'Job'), el('br'), job),
      el('div', {}, el('label', { for: 'race-rows' }, 'Rows per request'), el('br'), rows),
      el('div', {}, el('label', { for: 'race-clients' }, 'Clients'), el('br'), clients),
      el('div', {}, el('label', { for: 'race-seconds' }, 'Seconds per engine'), el('br'), seconds),
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
        body: JSON.stringify({
          job: job.value, rows: Number(rows.value), clients: Number(clients.value), seconds: Number(seconds.value), threads: threads(),
        }),
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
    events.onerror = () => end('The connection was lost. The server cancels the race.');
  }

  function show(state) {
    const words = PHASES[state.phase](state);
    progress.value = state.progress;
    setText(phase, words);
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
    await fetch(race, { method: 'DELETE' }).catch(() => {}); // the events contain the result
  }

  return card('Race', { id: 'race', wide: true }, form, about, heap, progress, phase, result,
      el('details', {}, el('summary', {}, 'Method of measurement'),
          el('ul', { class: 'small' },
              el('li', {}, 'The server sends the requests to itself, through a port with the selected kind of thread. Each client sends '
                  + 'its next request after the previous response. After a refusal, the client waits 50 ms.'),
              el('li', {}, 'Both engines warm up. Then each has two turns, in the order A, B, B, A, each after a full collection. '
                  + 'The first engine alternates from race to race.'),
              el('li', {}, 'The bodies are created in advance, so that sending takes little time. Clients and server share the processors.'),
              el('li', {}, 'The garbage includes all threads of the JVM except the clients, and also virtual threads. '
                  + 'It includes other work of the server, such as the events of this page.'),
              el('li', {}, 'The JVM reports GC pauses in whole milliseconds.'),
              el('li', {}, 'Clients that wait for responses send fewer requests while the server is slow. Without this wait, p99 would be '
                  + 'worse. The project\'s benchmarks measure that, too.'))));
}

function choice(id, values, selected) {
  return el('select', { id }, values.map(value => el('option', { value, selected: value === selected }, count(value))));
}

function table(state) {
  const { job, rows, clients, threads } = state.order;
  return scrollable('Result of the race', el('table', { id: 'race-table' },
      el('caption', {}, `${JOBS[job][0]}, ${count(rows)} rows, ${counted(clients, 'client')}, ${threads} threads. ${answers(state)}`),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Figure'),
          Object.values(ENGINES).map(name => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, FIGURES.map(figure => row(figure, state)))));
}

function answers({ sameAnswers }) {
  return sameAnswers === null ? '' : sameAnswers ? 'Both responses are identical, byte for byte.' : 'The responses differ!';
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
  return `Heap engine: ${count(heap.perSecond)} requests per second, ${bytes(heap.heapBytesPerRequest)} of garbage per request. `
      + `Arena engine: ${count(arena.perSecond)} requests per second, ${bytes(arena.heapBytesPerRequest)} of garbage per request.`;
}
