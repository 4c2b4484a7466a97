// How a client is pointed here; and the state as a file.

import { get, change } from './api.js';
import { snippets } from './aws.js';
import { h, put, code, say } from './dom.js';

async function save() {
  const state = JSON.stringify(await get('state'));
  const link = h('a', { href: URL.createObjectURL(new Blob([state], { type: 'application/json' })), download: 'connect-simulator.json' });
  link.click();
  URL.revokeObjectURL(link.href);
}

async function load(event) {
  try {
    const state = JSON.parse(await event.target.files[0].text());
    if (await change('POST', 'state', state)) say('The state of the file is here.');
  } catch {
    say('The file is not JSON.');
  }
  event.target.value = '';
}

export function clientsView(app) {
  const parts = h('div', {});
  const file = h('input', { type: 'file', id: 'state-file', accept: '.json,application/json', 'aria-label': 'State to import', class: 'offscreen', tabindex: -1, onchange: load });
  return {
    element: h('div', {},
      h('section', { 'aria-labelledby': 'h-clients' }, h('h2', { id: 'h-clients' }, 'Point a client here'),
        h('p', { class: 'muted' }, 'Any credentials do; a request has only to be signed. Your program needs no change but the endpoint.'), parts),
      h('section', { 'aria-labelledby': 'h-state' }, h('h2', { id: 'h-state' }, 'State'),
        h('p', {}, h('button', { type: 'button', onclick: save }, 'Export'), ' ',
          h('button', { type: 'button', onclick: () => file.click() }, 'Import'), file, ' ',
          h('button', { type: 'button', id: 'reset', onclick: async () => { if (await change('POST', 'reset')) say('A new world: nothing held, no calls.'); } }, 'Begin anew')),
        h('p', { class: 'muted' }, 'The same, and all that this page does, by HTTP: ', h('a', { href: '/_simulator/openapi.json' }, 'the control API’s description'), '.'))),
    on: ['reset', 'gap'],
    async refresh() {
      put(parts, snippets(app.account.ready).map(([name, text]) => [h('h3', {}, name), code(text, `the snippet for ${name}`)]));
    },
  };
}
