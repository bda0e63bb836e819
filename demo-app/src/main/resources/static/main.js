// Each panel is a module that fills its section. A panel that fails does not affect the others.
import { el } from './page.js';

for (const name of ['live', 'try', 'inside']) {
  const section = document.getElementById(name);
  import(`./${name}.js`).then(panel => panel.start(section)).catch(error => {
    console.error(error);
    section.append(el('p', { class: 'note bad' }, 'This panel could not be started. Reload the page to try again.'));
  });
}
