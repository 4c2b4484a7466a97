// Targets with their quotas, the 200 % rule, the numbers held, and those that cool down.

import { get } from './api.js';
import { claim } from './aws.js';
import { drawBudgets } from './budget.js';
import { caller, openCall } from './calls.js';
import { h, put, show, copier, code, instant, day, wait, count, many } from './dom.js';
import { List } from './list.js';
import { verdict } from './verdict.js';

export const status = text => h('span', { class: `status ${text.toLowerCase()}` }, text);

const listColumns = [
  { name: 'Number', class: 'number', cell: row => row.number },
  { name: 'Status', class: 'state', cell: row => [status(row.status), row.why && h('span', { class: 'why', title: row.why }, ` ${row.why}`)] },
  { name: 'On', class: 'target wide', cell: row => row.target },
  { name: 'Flow', class: 'flow wide', cell: row => row.flow || h('span', { class: 'muted' }, 'none') },
  { name: 'Protected', class: 'protected wide', cell: row => row.protected ? 'yes' : h('span', { class: 'muted' }, 'no') },
  { name: 'Tags', class: 'tags wide', cell: row => row.tags.length ? row.tags.join(', ') : h('span', { class: 'muted' }, 'none') },
  { name: 'Claimed by', class: 'stack wide', cell: row => row.stack || h('span', { class: 'muted', title: row.claim?.userAgent }, row.claim ? caller(row.claim.userAgent) : 'not told') },
  { name: 'Claimed', class: 'claimed', cell: row => instant(row.claimedAt) },
];

const coolingColumns = app => [
  { name: 'Number', class: 'number', cell: row => row.number },
  { name: 'Over', class: 'over wide', cell: row => instant(row.releasedAt) },
  { name: 'Can be claimed again', class: 'returns', cell: row => row.returnsAt === 'never' ? 'never' : `${day(row.returnsAt)}, ${wait(app.now(), row.returnsAt)}` },
  { name: 'Was on', class: 'target wide', cell: row => row.target },
];

/** Opens one number with its life. */
export async function openNumber(id, reveal = false) {
  const number = await get('view/number', { id, reveal: reveal || undefined });
  const facts = [
    ['Status', [status(number.status), number.why && ` ${number.why}`]],
    number.message && ['Message of the service', number.message],
    ['On', [number.target, ' ', copier(number.targetArn, 'the ARN of the target', 'Copy ARN')]],
    ['Kind', `${number.type}, ${number.country}`],
    ['Description', number.description || 'none'],
    ['Contact flow', number.flowArn ? [number.flow, ' ', copier(number.flowArn, 'the ARN of the flow', 'Copy ARN')] : 'none: callers hear nothing'],
    ['Release protection', number.protected ? 'on: a tag says so' : 'off'],
    ['Claimed', [`${instant(number.claimedAt)} UTC`, number.stack && ` by stack ${number.stack}`]],
    ['Claimed by', claimant(number)],
    number.sourcePhoneNumberArn && ['Imported from', number.sourcePhoneNumberArn],
    ['Tags', tags(number)],
  ].filter(Boolean);
  show(number.number,
    h('p', { class: 'actions' }, copier(number.arn, 'the ARN', 'Copy ARN'), ' ', copier(number.id, 'the id', 'Copy id'), ' ', copier(number.number, 'the number', 'Copy number')),
    h('dl', {}, facts.map(([name, what]) => [h('dt', {}, name), h('dd', {}, what)])),
    h('h3', {}, 'Its life'),
    h('ol', { class: 'life' }, number.life.map(moment => h('li', {}, h('time', {}, instant(moment.at)), h('span', {}, moment.what)))));
}

/** The call that claimed it, and who made it. */
function claimant({ claim }) {
  if (!claim) return 'not known: the call that claimed it is no longer kept';
  return [`${claim.userAgent || 'no User-Agent'}${claim.principal ? `, as ${claim.principal}` : ''} `,
    h('button', { type: 'button', class: 'quiet', onclick: () => openCall(claim.index) }, `Open call ${claim.index}`)];
}

function tags(number) {
  if (!number.tags.length) return 'none';
  const shown = number.tags.map(key => h('li', {}, h('b', {}, key), ' ', number.tagValues ? number.tagValues[key] : h('span', { class: 'muted' }, 'hidden')));
  return [h('ul', { class: 'tags' }, shown),
    !number.tagValues && h('button', { type: 'button', onclick: () => openNumber(number.id, true) }, 'Show tag values')];
}

function target(app, each) {
  const used = each.quota === undefined ? 0 : Math.min(1, each.holds / Math.max(1, each.quota));
  const full = each.why !== undefined;
  const bar = h('span', { class: full ? 'bar full' : 'bar', role: 'meter', 'aria-label': `Quota of ${each.name}`, 'aria-valuenow': each.holds,
    'aria-valuemin': 0, 'aria-valuemax': each.quota ?? each.holds, 'data-used': Math.round(used * 20) }, h('span', {}));
  const chosen = app.target === each.arn;
  const parts = Object.entries(each.statuses).map(([name, those]) => `${count(those)} ${name}`).join(', ');
  return h('li', { class: full ? 'target full' : 'target' },
    h('h3', {}, each.name),
    h('p', {}, h('b', {}, each.quota === undefined ? `${many(each.holds, 'number')}, no limit` : `${count(each.holds)} of ${many(each.quota, 'number')}`),
      h('span', { class: 'muted' }, full ? ', full' : '', each.status && each.status !== 'ACTIVE' ? `, ${each.status}` : '')),
    bar,
    h('p', { class: 'muted small' }, parts || 'nothing on it yet'),
    h('p', {}, h('button', { type: 'button', 'aria-pressed': String(chosen), 'data-key': `only-${each.id}`, 'aria-label': `${chosen ? 'Show all' : 'Show its numbers'}: ${each.name}`, onclick: () => app.choose(chosen ? '' : each.arn) }, chosen ? 'Show all' : 'Show its numbers'),
      ' ', copier(each.arn, `the ARN of ${each.name}`, 'Copy ARN')));
}

export function numbersView(app) {
  app.target = '';
  const attention = h('section', { class: 'attention', 'aria-label': 'What stops the next claim' });
  const targets = h('ul', { class: 'targets' });
  const budgets = h('div', {});
  const filter = h('input', { type: 'search', id: 'filter', placeholder: 'Number, stack, tag, status', 'aria-label': 'Filter numbers', autocomplete: 'off', spellcheck: 'false' });
  const held = new List({
    label: 'Numbers held', grid: 'numbers', columns: listColumns,
    page: (from, most) => get('view/numbers', { from, most, q: filter.value, target: app.target }),
    open: row => openNumber(row.id),
  });
  const cooling = new List({
    label: 'Numbers cooling down', grid: 'cooling', columns: coolingColumns(app),
    page: (from, most) => get('view/cooling', { from, most }), open: row => openNumber(row.id),
  });
  const total = h('span', { class: 'count' });
  const heldEmpty = h('div', { class: 'empty' });
  const coolingEmpty = h('div', { class: 'empty' });
  filter.addEventListener('input', () => later(() => held.restart().then(emptiness)));
  app.choose = arn => { app.target = arn; drawTargets(); held.restart().then(emptiness); };

  function drawTargets() {
    if (app.account) put(targets, app.account.targets.map(each => target(app, each)));
  }

  function emptiness() {
    total.textContent = held.total ? ` ${count(held.total)}` : '';
    held.fit(14);
    cooling.fit(8);
    put(heldEmpty, held.total ? null : filter.value || app.target
      ? h('p', {}, filter.value ? `No number held matches “${filter.value}”.` : 'This target holds no number.')
      : [h('p', {}, 'No number is held yet. Claim one, and watch it appear here:'), app.account && code(claim(app.account.ready), 'the commands that claim a number')]);
    put(coolingEmpty, cooling.total ? null
      : h('p', {}, 'None. A number that is released cannot be claimed by anybody for 180 days (knob cooldown-days); it will stand here with the day of its return.'));
  }

  const later = pausing(150);
  return {
    element: h('div', {}, attention,
      h('section', { 'aria-labelledby': 'h-targets' }, h('h2', { id: 'h-targets' }, 'Instances and groups'), targets),
      h('section', { 'aria-labelledby': 'h-budget' }, h('h2', { id: 'h-budget' }, 'The 200 % rule ', h('span', { class: 'muted' }, 'on claims and releases')), budgets),
      h('section', { 'aria-labelledby': 'h-held' }, h('div', { class: 'bar-of' }, h('h2', { id: 'h-held' }, 'Numbers held', total), filter), heldEmpty, held.element),
      h('section', { 'aria-labelledby': 'h-cooling' }, h('h2', { id: 'h-cooling' }, 'Numbers cooling down'), coolingEmpty, cooling.element)),
    on: ['number', 'changed', 'clock', 'trouble', 'reset', 'gap', 'call'],
    filter, list: held,
    async refresh(kinds) {
      const account = app.account;
      put(attention, verdict(account));
      attention.hidden = !attention.children.length;
      drawTargets();
      drawBudgets(budgets, account);
      if (!kinds || [...kinds].some(kind => kind !== 'call')) {
        await Promise.all([held.refresh(), cooling.refresh()]);
        emptiness();
      }
    },
  };
}

/** Runs the latest work given, after a pause without any other. */
export function pausing(millis) {
  let waiting;
  return work => {
    clearTimeout(waiting);
    waiting = setTimeout(work, millis);
  };
}
