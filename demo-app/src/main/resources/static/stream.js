// Receives the figures that the server pushes, over one connection for all panels.

const RETRY_MILLISECONDS = 5000;

const snapshots = new Set();
const states = new Set();
let source = null;
let last = null;
let state = 'connecting';

/** Calls `listener` with the last known snapshot and each later one. Returns a function that removes the listener. */
export function onSnapshot(listener) {
  snapshots.add(listener);
  connect();
  if (last) {
    listener(last);
  }
  return () => snapshots.delete(listener);
}

/** Calls `listener` with the current state of the connection and each change: 'connecting', 'open' or 'lost'. */
export function onState(listener) {
  states.add(listener);
  listener(state);
  return () => states.delete(listener);
}

/** Requests the current snapshot. */
export async function snapshotNow() {
  const answer = await fetch('api/live/now');
  if (!answer.ok) {
    throw new Error(`The server responded with status ${answer.status}`);
  }
  return answer.json();
}

function connect() {
  if (source) {
    return;
  }
  source = new EventSource('api/live');
  source.onopen = () => become('open');
  source.onmessage = event => {
    last = JSON.parse(event.data);
    snapshots.forEach(listener => listener(last));
  };
  source.onerror = () => {
    become('lost');
    if (source.readyState === EventSource.CLOSED) { // refused, for example with too many viewers: the browser does not reconnect
      source = null;
      setTimeout(connect, RETRY_MILLISECONDS);
    }
  };
}

// The browser may cache a page that the user leaves, including its connections. Such a page must disconnect.
addEventListener('pagehide', () => {
  source?.close();
  source = null;
});
addEventListener('pageshow', event => {
  if (event.persisted && snapshots.size > 0) {
    become('connecting');
    connect();
  }
});

function become(next) {
  if (state !== next) {
    state = next;
    states.forEach(listener => listener(state));
  }
}
