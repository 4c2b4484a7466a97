// What stops the next claim, in the order in which the service looks: the first thing that a reader sees.

import { h, day, wait, many } from './dom.js';

const list = names => names.length > 3 ? many(names.length, 'target') : names.join(', ').replace(/, ([^,]*)$/, ' and $1');

/** "The quota of A stops", "The quotas of A and B stop". */
const quotas = full => `quota${full.length > 1 ? 's' : ''} of ${list(full.map(each => each.name))} stop${full.length > 1 ? '' : 's'}`;

function ofRule(budget, together, now) {
  const where = together ? ', whatever its target,' : ` for ${budget.scope}`;
  const end = budget.freesAt === 'never' ? '' : `until ${day(budget.freesAt)} (${wait(now, budget.freesAt)}), or `;
  return [`The 200 % rule stops the next claim${where} ${end}until the quota is raised`, 'A release does not free it: it counts too.'];
}

function ofQuota(full, all) {
  const rest = full.length < all.length ? 'Every other target has room.' : '';
  return [`The ${quotas(full)} the next claim there until a number is released or moved away, or the quota is raised`, rest];
}

/** The first thing that refuses the next claim of each target, and what frees it: [[sentence, more]]. */
function first({ targets, budgets, crashed, trouble }, now) {
  if (crashed) return [['Nothing answers: a scripted crash struck', 'No call is received until it is revived, under Trouble.']];
  const together = budgets.length === 1;
  const closed = budgets.filter(each => each.freesAt);
  const isClosed = target => closed.some(each => together || each.target === target.arn);
  const full = targets.filter(each => each.why);
  const told = closed.map(each => ofRule(each, together, now));
  const open = full.filter(each => !isClosed(each));
  const later = full.filter(isClosed);
  if (later.length) told.at(-1)[1] += ` After that, the ${quotas(later)} it there.`;
  if (trouble) told.unshift([`Scripted trouble strikes the next claim first: ${trouble.name}`, trouble.sense]);
  if (open.length) told.push(ofQuota(open, closed.length ? open : targets));
  return told;
}

/** Each thing that stands in the way, and why: [[title, why]]. */
function reasons({ targets, budgets, rule }) {
  const refused = rule.find(each => each.name === 'window-block').value === 'REFUSED';
  const accepted = 'The service accepts a further claim all the same, and a moment later its status is FAILED.';
  return [
    ...budgets.filter(each => each.freesAt).map(each => [`${each.scope} may not claim ${each.freesAt === 'never' ? 'any more' : `until ${day(each.freesAt)}`}`,
      `${each.why} ${refused ? 'The service refuses a further claim at once.' : accepted}`]),
    ...targets.filter(each => each.why).map(each => [`${each.name} is full`, `${each.why} ${accepted}`]),
  ];
}

export function verdict(account) {
  const told = first(account, account.clock.now);
  const why = reasons(account);
  if (!told.length) return [];
  return [
    told.map(([sentence, more]) => h('p', { class: 'verdict' }, h('b', {}, `${sentence}.`), more && ` ${more.trim()}`)),
    why.length > 0 && h('ol', { class: why.length > 1 ? 'steps' : undefined }, why.map(([title, reason]) => h('li', {}, h('b', {}, `${title}.`), ' ', h('span', {}, reason)))),
  ];
}
