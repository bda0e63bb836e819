// The panel "Try it": a race between the engines, and what can go wrong.

import { el } from './page.js';
import { faultsCard } from './faults.js';
import { raceCard } from './race.js';

/** Fills the section. */
export function start(section) {
  section.append(
      el('div', { class: 'section-head' },
          el('p', {}, 'Everything here goes through the endpoints of this application, over HTTP. Watch the figures above meanwhile.')),
      el('div', { class: 'grid' }, raceCard(), faultsCard()));
}
