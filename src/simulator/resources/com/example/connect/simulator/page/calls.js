// The calls as they come, the newest at the top, and why each came to nothing.

import { get, change } from './api.js';
import { command, snippets } from './aws.js';
import { h, put, show, copy, code, instant, count, many } from './dom.js';
import { List } from './list.js';
import { openNumber, pausing } from './numbers.js';

/** "200", "404 ResourceNotFoundException", "no answer". */
const outcome = call => call.status === 0 ? 'no answer' : call.errorCode ? `${call.status} ${call.errorCode.replace(/Exception$/, '')}` : String(call.status);

const failed = call => call.status === 200 && call.why;

/** The SDK's own words of who called are long; its name and version say it. */
export function caller(userAgent) {
  const known = /(aws-cli|Boto3|aws-sdk-java|aws-sdk-js|Terraform|aws-sdk-go-v2|APN)\/[\d.]+/i.exec(userAgent);
  return known ? known[0] : userAgent.split(' ')[0] || 'not told';
}

const columns = [
  { name: 'Call', class: 'num wide', cell: row => row.index },
  { name: 'At', class: 'at', cell: row => [h('span', { class: 'wide' }, row.at.slice(0, 5)), instant(row.at).slice(5)] },
  { name: 'Operation', class: 'operation', cell: row => row.operation },
  { name: 'Answer', class: 'outcome', cell: row => h('span', { class: row.status === 200 ? (failed(row) ? 'status failed' : 'status claimed') : row.throttled ? 'status in_progress' : 'status failed' },
    failed(row) ? '200, then FAILED' : row.throttled ? `${row.status} throttled` : outcome(row)) },
  { name: 'Why', class: 'why', cell: row => row.why ? h('span', { title: row.why }, row.why) : row.struck ? `Struck by ${row.struck}` : '' },
  { name: 'Caller', class: 'caller wide', cell: row => h('span', { title: row.userAgent }, caller(row.userAgent)) },
  { name: 'ms', class: 'num wide', cell: row => (row.micros / 1000).toFixed(1) },
];

async function copyCall(index) {
  const [whole, account] = await Promise.all([get('view/call', { index, reveal: true }), get('view/account')]);
  await copy(command(whole.operation, whole.parameters, account.ready), 'the command');
}

const pretty = value => typeof value === 'string' ? value : JSON.stringify(value, null, 2);

export async function openCall(index, reveal = false) {
  const call = await get('view/call', { index, reveal: reveal || undefined });
  const hidden = !reveal && JSON.stringify([call.parameters, call.answer]).includes('"…"');
  show(call.operation,
    call.why && h('p', { class: 'reason' }, h('b', {}, failed(call) ? 'Accepted, and then FAILED. ' : 'Why: '), call.why),
    h('p', { class: 'actions' }, h('button', { type: 'button', class: 'copy', onclick: () => copyCall(index) }, 'Copy as aws command'), ' ',
      call.number && h('button', { type: 'button', onclick: () => openNumber(call.number).catch(() => undefined) }, 'Open its number'), ' ',
      hidden && h('button', { type: 'button', onclick: () => openCall(index, true) }, 'Show tokens and tag values')),
    call.parameters.ClientToken && h('p', { class: 'muted small' }, `The client token is left out, so the command ${call.operation === 'ClaimPhoneNumber' ? 'claims anew' : 'is a new call'}: the AWS CLI makes a token of its own.`),
    h('dl', {},
      h('dt', {}, 'Call'), h('dd', {}, `${call.index}, at ${instant(call.at)} UTC`),
      h('dt', {}, 'Answer'), h('dd', {}, outcome(call), call.throttled ? ', throttled' : '', `, after ${(call.micros / 1000).toFixed(1)} ms`),
      h('dt', {}, 'Took effect'), h('dd', {}, call.effect ? 'yes' : 'no'),
      h('dt', {}, 'Caller'), h('dd', {}, call.userAgent || 'The request has no User-Agent.'),
      call.principal && [h('dt', {}, 'Principal'), h('dd', {}, call.principal)],
      call.struck && [h('dt', {}, 'Trouble'), h('dd', {}, `${call.struck} struck it`)]),
    h('h3', {}, 'Request'), h('p', { class: 'muted' }, `${call.path[0]} ${call.path[1]}`),
    Object.keys(call.parameters).length ? code(pretty(call.parameters), 'the request') : h('p', {}, 'It has no parameters, or they could not be read.'),
    h('h3', {}, 'Answer'),
    call.answer === undefined ? h('p', {}, 'It is no longer kept: the simulator keeps the latest answers only.')
      : call.answer === '' || JSON.stringify(call.answer) === '{}' ? h('p', {}, call.status === 0 ? 'The connection was closed without one.' : 'It has no body: so the service answers this operation.')
        : code(pretty(call.answer), 'the answer'));
}

export function callsView(app) {
  const filter = h('input', { type: 'search', id: 'filter', placeholder: 'Operation, error, caller, reason', 'aria-label': 'Filter calls', autocomplete: 'off', spellcheck: 'false' });
  const kind = h('select', { 'aria-label': 'Which calls', id: 'show' },
    [['all', 'All calls'], ['refused', 'Came to nothing'], ['throttled', 'Throttled'], ['struck', 'Struck by trouble'], ['changes', 'Changed something']]
      .map(([value, name]) => h('option', { value }, name)));
  const throttles = h('span', { class: 'count' });
  const calm = h('button', { type: 'button', id: 'throttled', 'aria-pressed': 'false', 'aria-keyshortcuts': 't', onclick: () => { press(calm.ariaPressed !== 'true'); restart(); } }, 'Hide throttled ', throttles);
  const press = pressed => calm.setAttribute('aria-pressed', pressed);
  const told = h('span', { class: 'muted', role: 'status' });
  const strays = h('div', {});
  const empty = h('div', { class: 'empty' });
  const list = new List({
    label: 'Calls, the newest first', grid: 'calls', columns, newestFirst: true,
    page: async (from, most) => {
      const hides = calm.ariaPressed === 'true' && kind.value !== 'throttled';
      const page = await get('view/calls', { from, most, q: filter.value, show: kind.value, throttled: hides ? 'hide' : '' });
      if (page.oldest !== list.oldest) {
        // The oldest were forgotten: places have moved.
        list.oldest = page.oldest;
        list.chunks.clear();
      }
      told.textContent = page.total === page.all ? `${count(page.all)} kept` : `${count(page.total)} of ${count(page.all)}`;
      throttles.textContent = count(page.throttled);
      list.all = page.all;
      return page;
    },
    open: row => openCall(row.index),
  });
  const later = pausing(150);
  const restart = () => list.restart().then(emptiness);
  filter.addEventListener('input', () => later(restart));
  kind.addEventListener('change', restart);

  function emptiness() {
    list.fit(400);
    put(empty, list.total ? null : list.all
      ? h('p', {}, 'No call that is kept matches. ', h('button', { type: 'button', onclick: () => { filter.value = ''; kind.value = 'all'; press(false); restart(); } }, 'Show all calls'))
      : [h('p', {}, 'No call has come in yet. Point a client here, and each call appears with its answer and, where it is refused, the reason:'),
        app.account && code(snippets(app.account.ready)[0][1], 'the commands of a first call')]);
  }

  return {
    element: h('section', { 'aria-labelledby': 'h-calls' },
      h('div', { class: 'bar-of' }, h('h2', { id: 'h-calls' }, 'Calls'), told, calm, kind, filter,
        h('button', { type: 'button', class: 'forget', onclick: () => change('DELETE', 'calls') }, 'Forget them')),
      strays, empty, list.element),
    on: ['call', 'fate', 'stray', 'reset', 'gap', 'clock'],
    filter, list,
    async refresh() {
      const foreign = app.account.strays ? await get('view/strays') : [];
      put(strays, foreign.length ? h('details', { class: 'strays', 'data-key': 'strays' }, h('summary', {}, many(foreign.length, 'request is no call of the API', 'requests are no calls of the API')),
        h('ul', {}, foreign.map(each => h('li', {}, h('time', { class: 'muted' }, instant(each.at)), ' ', each.why)))) : null);
      await list.refresh();
      emptiness();
    },
    copy: async () => {
      const row = list.current();
      if (row) await copyCall(row.index);
    },
  };
}
