// What can go wrong, at the press of a button: the answer, and the memory that comes back.

import { card, el, sleep } from './page.js';
import { bytes, count, duration } from './format.js';
import { snapshotNow } from './stream.js';

const PATIENCE = 10_000;
const STATIONS = 300_000;

/** Properties of a problem that are sizes. */
const SIZES = ['requested', 'held', 'limit'];

/** What every problem has, or what is shown elsewhere. */
const COMMON = ['type', 'title', 'status', 'detail', 'instance'];

const FAULTS = [
  {
    id: 'over-budget', name: 'Body over budget',
    about: `Posts ${count(STATIONS)} different stations. They need more memory than a request may use.`,
    send: () => post('api/measurements?engine=arena', 'text/plain', lines(STATIONS)),
  },
  {
    id: 'pool-exhausted', name: 'Pool exhausted',
    about: 'Takes the memory of all requests together, for some milliseconds, and asks for a megabyte more.',
    send: () => post('api/faults/pool-exhausted'),
  },
  {
    id: 'malformed', name: 'Malformed JSON',
    about: 'Posts readings with a word where a number belongs.',
    send: () => post('api/readings?engine=arena', 'application/json',
        '[\n  {"station": "Oslo", "temperature": 1.5, "timestamp": 1},\n  {"station": "Tokyo", "temperature": warm, "timestamp": 2}\n]'),
  },
  {
    id: 'abort', name: 'Client hangs up',
    about: 'Asks for an export of a million rows and closes the connection after the first of them.',
    send: hangUp,
  },
  {
    id: 'exception', name: 'Handler throws',
    about: 'Takes a megabyte and throws an exception that nobody handles. The server logs it; the client learns nothing of it.',
    send: () => post('api/faults/exception'),
  },
  {
    id: 'timeout', name: 'Asynchronous time-out',
    about: 'Takes a megabyte on another thread, which then does not come to an end in half a second.',
    send: () => post('api/faults/timeout'),
  },
];

export function faultsCard() {
  return card('Let something go wrong', { id: 'faults', wide: true }, el('div', { class: 'faults' }, FAULTS.map(fault)));
}

function fault({ id, name, about, send }) {
  const result = el('div', { class: 'result', role: 'status', id: `fault-${id}-result` });
  const button = el('button', { type: 'button', id: `fault-${id}`, 'aria-describedby': `fault-${id}-about`, click: run }, name);

  async function run() {
    if (button.hasAttribute('aria-disabled')) {
      return;
    }
    button.setAttribute('aria-disabled', 'true');
    result.replaceChildren(el('p', { class: 'muted' }, 'Under way …'));
    try {
      const memory = watch();
      let outcome;
      try {
        outcome = await send();
      } finally {
        memory.requestIsOver();
      }
      const figures = await memory.end;
      result.replaceChildren(...outcome.nodes, released(figures));
    } catch (error) {
      result.replaceChildren(el('p', { class: 'note bad' }, `That did not work: ${error.message}`));
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  return el('div', { class: 'fault' }, button, el('p', { class: 'muted small', id: `fault-${id}-about` }, about), result);
}

/** Looks at the memory of all arenas until it is back at nothing behind the end of a request, or that takes too long. */
function watch() {
  let overAt = null;
  const end = (async () => {
    let most = 0;
    for (;;) {
      const askedAt = performance.now();
      const { memory, counts } = await snapshotNow();
      most = Math.max(most, memory.used);
      if (overAt !== null && askedAt >= overAt) {
        if (memory.used === 0 && counts.openArenas === 0) {
          const after = performance.now() - overAt;
          return { zero: true, words: `${most > 0 ? `Seen in use: ${bytes(most)}. ` : ''}`
              + `Back at 0 B within ${duration(Math.ceil(after))} of the end.` };
        }
        if (askedAt - overAt > PATIENCE) {
          return { zero: false, words: `${bytes(memory.used)} are still in use, in ${count(counts.openArenas)} arenas.` };
        }
      }
      await sleep(20);
    }
  })();
  return { requestIsOver: () => { overAt = performance.now(); }, end };
}

function released({ zero, words }) {
  return el('p', { class: zero ? 'note good' : 'note bad' }, el('strong', {}, 'Memory of all requests: '), words);
}

async function post(path, type = null, body = null) {
  const answer = await fetch(path, { method: 'POST', headers: type ? { 'Content-Type': type } : {}, body });
  return problem(answer, await answer.json());
}

/** An answer that is a problem detail (RFC 9457), in words. */
function problem(answer, body) {
  const retry = answer.headers.get('Retry-After');
  const more = Object.entries(body).filter(([key]) => !COMMON.includes(key))
      .map(([key, value]) => [key, SIZES.includes(key) ? bytes(value) : String(value)]);
  if (retry) {
    more.push(['Retry-After', `${retry} s`]);
  }
  return {
    nodes: [
      el('p', { class: 'status' }, el('strong', {}, answer.status), ` ${body.title}`),
      el('p', {}, body.detail ?? 'No detail is given.'),
      more.length ? el('dl', { class: 'problem' }, more.map(([key, value]) => el('div', {}, el('dt', {}, key), el('dd', {}, value)))) : '',
    ],
  };
}

/** Reads the beginning of a long answer, and no more. */
async function hangUp() {
  const connection = new AbortController();
  const answer = await fetch('api/readings.csv?engine=arena&sample=1000000', { signal: connection.signal, cache: 'no-store' });
  const { value } = await answer.body.getReader().read();
  connection.abort();
  return {
    nodes: [
      el('p', { class: 'status' }, el('strong', {}, 'No answer'), ' to a client that is gone'),
      el('p', {}, `The answer had begun with status ${answer.status}. Hung up after ${bytes(value.length)} of some 32 MB.`),
    ],
  };
}

function lines(stations) {
  return Array.from({ length: stations }, (_, i) => `Station ${i};1.0\n`).join('');
}
