// The server's figures as they are pushed, for all panels over one connection.

const RETRY_MILLISECONDS = 5000;

const snapshots = new Set();
const states = new Set();
let source = null;
let last = null;
let state = 'connecting';

/** Calls `listener` with each snapshot, the last known one first. Answers a function that ends that. */
export function onSnapshot(listener) {
  snapshots.add(listener);
  connect();
  if (last) {
    listener(last);
  }
  return () => snapshots.delete(listener);
}

/** Calls `listener` with the state of the connection, 'connecting', 'open' or 'lost', now and whenever it changes. */
export function onState(listener) {
  states.add(listener);
  listener(state);
  return () => states.delete(listener);
}

/** One snapshot, as it is now. */
export async function snapshotNow() {
  const answer = await fetch('api/live/now');
  if (!answer.ok) {
    throw new Error(`The server answered ${answer.status}`);
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
    if (source.readyState === EventSource.CLOSED) { // refused, as when too many are watching: nobody else tries again
      source = null;
      setTimeout(connect, RETRY_MILLISECONDS);
    }
  };
}

// A page that is left may be kept for going back to it, connections and all. It watches no more.
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
