// The 200 % rule as a picture: what was counted in the window behind today, and how it leaves the window ahead.

import { get } from './api.js';
import { h, s, put, show, day, instant, wait, count, many } from './dom.js';
import { grade } from './knobs.js';
import { openNumber, status } from './numbers.js';

// Of the widest screen; a narrower one has a narrower picture, and no smaller letters.
const WIDTH = 1170;
const SHORT = 600;
const HEIGHT = 150;
const BASE = 118;
const TOP = 24;
// What a budget's frame takes of its width.
const BORDER = 30;
const DAY = 86400000;
// So many events are listed at once.
const MOST = 1000;

const turns = number => many(number, 'claim or release', 'claims and releases');

function sentence(budget, now) {
  if (budget.isOff) return 'The 200 % rule is switched off (knob window-days).';
  const span = budget.windowSeconds === undefined ? 'ever' : `in the last ${many(Math.round(budget.windowSeconds / 86400), 'day')}`;
  if (budget.most === undefined) return `${turns(budget.used)} ${span}; the quota has no limit, so neither has the rule.`;
  const told = `${budget.scope} has made ${turns(budget.used)} ${span}`;
  if (budget.freesAt === 'never') return `${told}, more than the ${count(budget.most)} allowed. Every further claim fails.`;
  if (budget.freesAt) {
    return `${told}, more than the ${count(budget.most)} allowed. Every claim fails until ${day(budget.freesAt)} (${wait(now, budget.freesAt)}), when the oldest leave the window.`;
  }
  const left = budget.most - budget.used + 1;
  return `${told}; ${count(budget.most)} are allowed. ${count(left)} more, and claims fail until the oldest leave the window${budget.oldestLeaves && budget.oldestLeaves !== 'never' ? `, the first on ${day(budget.oldestLeaves)}` : ''}.`;
}

/** Where the count falls, from today on: [{ at, left }]. */
function steps(budget, span) {
  let left = budget.used;
  return budget.days.map(each => {
    left -= each.claims + each.releases;
    return { at: Date.parse(each.day) + span, left };
  });
}

function picture(budget, now, text, width) {
  const month = width < SHORT ? 'short' : 'long';
  const span = budget.windowSeconds * 1000;
  const begin = Date.parse(now) - span;
  const x = time => (time - begin) / (2 * span) * width;
  const highest = Math.max(budget.used, budget.most || 0, 1) * 1.15;
  const y = value => BASE - value / highest * (BASE - TOP);
  const today = x(Date.parse(now));
  const wide = Math.max(3, x(begin + DAY) - 1);
  const bars = budget.days.map(each => {
    const at = Math.max(0, x(Date.parse(each.day)));
    return [
      s('rect', { class: 'claims', x: at, width: wide, y: y(each.claims), height: BASE - y(each.claims) }),
      s('rect', { class: 'releases', x: at, width: wide, y: y(each.claims + each.releases), height: y(each.claims) - y(each.claims + each.releases) }),
    ];
  });
  let path = `M ${today} ${BASE} V ${y(budget.used)}`;
  for (const step of steps(budget, span)) path += ` H ${Math.min(width, x(step.at))} V ${y(step.left)}`;
  path += ` H ${width} V ${BASE} Z`;
  const limit = budget.most === undefined ? [] : [
    s('line', { class: 'limit', x1: today, x2: width, y1: y(budget.most), y2: y(budget.most) }),
    s('text', { x: today - 6, y: y(budget.most) + 4, 'text-anchor': 'end' }, `allowed: ${count(budget.most)}`)];
  const free = budget.freesAt && budget.freesAt !== 'never' ? [
    s('line', { class: 'frees', x1: x(Date.parse(budget.freesAt)), x2: x(Date.parse(budget.freesAt)), y1: TOP - 6, y2: BASE }),
    s('text', { class: 'frees', x: x(Date.parse(budget.freesAt)) - 6, y: TOP - 10, 'text-anchor': 'end' }, `frees on ${day(budget.freesAt)}`)] : [];
  return s('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': text },
    s('path', { class: 'ahead', d: path }), bars, limit,
    s('line', { class: 'axis', x1: 0, x2: width, y1: BASE, y2: BASE }),
    s('line', { class: 'today', x1: today, x2: today, y1: TOP - 6, y2: BASE + 6 }), free,
    s('text', { x: 0, y: BASE + 20 }, day(new Date(begin).toISOString(), month)),
    s('text', { x: today, y: BASE + 20, 'text-anchor': 'middle' }, width < SHORT ? 'today' : `today, ${day(now)}`),
    s('text', { x: width, y: BASE + 20, 'text-anchor': 'end' }, day(new Date(begin + 2 * span).toISOString(), month)));
}

const FAILED_COUNTS = {
  NOTHING: 'A claim or import counts once it is CLAIMED, and so does the release of such a number. One that ends FAILED counts nothing.',
  CLAIM: 'A claim or import counts when it is accepted, even where it ends FAILED. A release counts, except that of a FAILED number.',
  CLAIM_AND_RELEASE: 'A claim or import counts when it is accepted, even where it ends FAILED. A release counts, even that of a FAILED number.',
};

/** What counts, and how sure that is. */
function meaning(rule) {
  const failed = rule.find(each => each.name === 'window-failed');
  return h('p', { class: 'counts small' }, FAILED_COUNTS[failed.value], h('span', { class: 'muted' }, ` Knob ${failed.name}: ${failed.value}, `), grade(failed));
}

function knobs(rule, budget) {
  return h('details', { 'data-key': `rule-${budget.target}` }, h('summary', {}, 'What decides the count'),
    h('table', { class: 'stacked' }, head('Knob', 'Value', 'What it decides', 'Grade'),
      h('tbody', {}, rule.map(each => h('tr', {}, h('td', {}, h('code', {}, each.name)), h('td', {}, each.value), h('td', {}, each.meaning), h('td', {}, grade(each)))))));
}

const head = (...names) => h('thead', {}, h('tr', {}, names.map(name => h('th', { scope: 'col' }, name))));
const leaves = (at, seconds) => seconds === undefined ? 'never' : day(new Date(Date.parse(at) + seconds * 1000).toISOString());

function days(budget) {
  return h('details', { 'data-key': `days-${budget.target}` }, h('summary', {}, 'Day by day'),
    h('table', {}, head('Day', 'Claims', 'Releases', 'Leave the window'),
      h('tbody', {}, budget.days.map(each => h('tr', {}, h('td', {}, day(each.day)), h('td', {}, each.claims),
        h('td', {}, each.releases), h('td', {}, leaves(each.day, budget.windowSeconds)))))));
}

/** Shows each claim and release that counts, for a reader to add up. */
async function openTurns(budget) {
  const { total, rows } = await get('view/turns', { target: budget.target, most: MOST });
  show(`${turns(total)} count`,
    h('p', { class: 'muted' }, total > rows.length ? `The oldest ${count(rows.length)}. ` : '', budget.most === undefined ? '' : `The rule allows ${count(budget.most)}, which is 200 % of the quota of ${count(budget.quota)}.`),
    h('table', { class: 'stacked' }, head('What', 'Number', 'When, UTC', 'Leaves the window'),
      h('tbody', {}, rows.map((each, at) => h('tr', {}, h('td', {}, `${at + 1}. ${each.what}`, each.failed && [' ', status('FAILED')]),
        h('td', {}, h('button', { type: 'button', class: 'quiet', onclick: () => openNumber(each.id) }, each.number)),
        h('td', {}, instant(each.at)), h('td', {}, day(each.leavesAt, 'short')))))));
}

export function drawBudgets(element, { budgets, clock, rule }) {
  const width = Math.min(WIDTH, (element.clientWidth || WIDTH + BORDER) - BORDER);
  put(element, budgets.map(budget => {
    const text = sentence(budget, clock.now);
    const counted = !budget.isOff && budget.used > 0;
    const drawn = counted && budget.windowSeconds !== undefined;
    return h('figure', { class: budget.freesAt ? 'budget blocked' : 'budget' },
      h('figcaption', {}, text),
      drawn && picture(budget, clock.now, text, width),
      drawn && h('p', { class: 'legend muted' }, h('span', { class: 'key claims' }), ' claims ', h('span', { class: 'key releases' }), ' releases ',
        h('span', { class: 'key ahead' }), ' still counted on that day'),
      !budget.isOff && meaning(rule),
      h('div', { class: 'parts' },
        counted && h('button', { type: 'button', 'data-key': `turns-${budget.target}`, onclick: () => openTurns(budget) }, `List the ${turns(budget.used)}`),
        counted && days(budget), knobs(rule, budget)));
  }));
}
