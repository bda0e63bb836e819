// Failures on request: the response, and the release of the memory.

import { card, el, sleep } from './page.js';
import { bytes, count, duration } from './format.js';
import { snapshotNow } from './stream.js';

const PATIENCE = 10_000;
const STATIONS = 300_000;

/** Properties of problem details that are sizes. */
const SIZES = ['requested', 'held', 'limit'];

/** Properties that all problem details have, or that are shown elsewhere. */
const COMMON = ['type', 'title', 'status', 'detail', 'instance'];

const FAULTS = [
  {
    id: 'over-budget', name: 'Body over budget',
    about: `Posts ${count(STATIONS)} different stations. They need more memory than a request may use.`,
    send: () => post('api/measurements?engine=arena', 'text/plain', lines(STATIONS)),
  },
  {
    id: 'pool-exhausted', name: 'Pool exhausted',
    about: 'Allocates the memory of the whole pool for some milliseconds, and then another megabyte.',
    send: () => post('api/faults/pool-exhausted'),
  },
  {
    id: 'malformed', name: 'Malformed JSON',
    about: 'Posts readings with a word in place of a number.',
    send: () => post('api/readings?engine=arena', 'application/json',
        '[\n  {"station": "Oslo", "temperature": 1.5, "timestamp": 1},\n  {"station": "Tokyo", "temperature": warm, "timestamp": 2}\n]'),
  },
  {
    id: 'abort', name: 'Client disconnects',
    about: 'Requests an export of a million rows, and closes the connection after the first ones.',
    send: disconnect,
  },
  {
    id: 'exception', name: 'Handler throws',
    about: 'Allocates a megabyte and throws an unhandled exception. The server logs it. The response contains no details.',
    send: () => post('api/faults/exception'),
  },
  {
    id: 'timeout', name: 'Asynchronous time-out',
    about: 'Allocates a megabyte on another thread, which does not finish within half a second.',
    send: () => post('api/faults/timeout'),
  },
];

export function faultsCard() {
  return card('Cause a failure', { id: 'faults', wide: true }, el('div', { class: 'faults' }, FAULTS.map(fault)));
}

function fault({ id, name, about, send }) {
  const result = el('div', { class: 'result', role: 'status', id: `fault-${id}-result` });
  const button = el('button', { type: 'button', id: `fault-${id}`, 'aria-describedby': `fault-${id}-about`, click: run }, name);

  async function run() {
    if (button.hasAttribute('aria-disabled')) {
      return;
    }
    button.setAttribute('aria-disabled', 'true');
    result.replaceChildren(el('p', { class: 'muted' }, 'Running …'));
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
      result.replaceChildren(el('p', { class: 'note bad' }, `The request failed: ${error.message}`));
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  return el('div', { class: 'fault' }, button, el('p', { class: 'muted small', id: `fault-${id}-about` }, about), result);
}

/** Polls the memory of all arenas until it is 0 after the end of a request, or until a timeout. */
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
          return { zero: true, words: `${most > 0 ? `Highest value: ${bytes(most)}. ` : ''}`
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

/** Shows a response with problem details (RFC 9457). */
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
      el('p', {}, body.detail ?? 'No details are given.'),
      more.length ? el('dl', { class: 'problem' }, more.map(([key, value]) => el('div', {}, el('dt', {}, key), el('dd', {}, value)))) : '',
    ],
  };
}

/** Reads only the beginning of a long response. */
async function disconnect() {
  const connection = new AbortController();
  const answer = await fetch('api/readings.csv?engine=arena&sample=1000000', { signal: connection.signal, cache: 'no-store' });
  const { value } = await answer.body.getReader().read();
  connection.abort();
  return {
    nodes: [
      el('p', { class: 'status' }, el('strong', {}, 'No response'), ' after the client has disconnected'),
      el('p', {}, `The response began with status ${answer.status}. Disconnected after ${bytes(value.length)} of some 32 MB.`),
    ],
  };
}

function lines(stations) {
  return Array.from({ length: stations }, (_, i) => `Station ${i};1.0\n`).join('');
}
