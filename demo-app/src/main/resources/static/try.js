// The panel "Try it": races between the engines, and failures.

import { el } from './page.js';
import { faultsCard } from './faults.js';
import { raceCard } from './race.js';

/** Fills the section. */
export function start(section) {
  section.append(
      el('div', { class: 'section-head' },
          el('p', {}, 'All requests use the endpoints of this application over HTTP. The figures above show their effect.')),
      el('div', { class: 'grid' }, raceCard(), faultsCard()));
}
