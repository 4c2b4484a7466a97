// The page: which view is shown, when it is drawn anew, the clock, and the keys.

import { get, change, follow } from './api.js';
import { callsView } from './calls.js';
import { clientsView } from './clients.js';
import { byId, h, say, wait, instant, count } from './dom.js';
import { knobsView } from './knobs.js';
import { numbersView } from './numbers.js';
import { troubleView } from './trouble.js';

// At most so often is anything asked anew, however much happens.
const PAUSE = 250;
const VIEWS = { numbers: numbersView, calls: callsView, trouble: troubleView, knobs: knobsView, clients: clientsView };
const KEYS = [
  ['1 to 5', 'Numbers, Calls, Trouble, Knobs, Clients'], ['/', 'Filter'], ['j k, arrows', 'Next, previous row'], ['Enter', 'Open the row'],
  ['Esc', 'Close; leave the filter'], ['c', 'Copy: of a number the ARN, of a call the aws command'], ['t', 'Hide throttled calls, or show them'], ['s', 'Stop the clock, or let it run'],
  ['h', 'One hour on'], ['d', 'One day on'], ['n', 'On to the next event'], ['?', 'These keys'],
];

const app = { account: undefined, now: () => new Date(simulated()).toISOString() };
const views = {};
let shown = '';
let dirty = new Set(['gap']);
let drawing = false;
let answered = 0;

/** Milliseconds of the simulated time: between two answers a running clock runs here as well. */
function simulated() {
  const { now, running } = app.account.clock;
  return Date.parse(now) + (running ? performance.now() - answered : 0);
}

function drawClock() {
  if (!app.account) return;
  const { clock } = app.account;
  byId('now').textContent = `${instant(app.now())} UTC`;
  byId('clock-state').textContent = clock.running ? 'running' : clock.manual ? 'moves by hand' : 'stopped';
  byId('clock-run').textContent = clock.running ? 'Stop' : 'Run';
  byId('clock-run').disabled = clock.manual;
  byId('next').textContent = clock.next ? `Next, ${wait(app.now(), clock.next.at)}: ${clock.next.what}` : 'Nothing is due';
  byId('clock-next').disabled = !clock.next;
}

function drawFrame() {
  const { account } = app;
  byId('place').textContent = `${account.account} · ${account.region}`;
  byId('count-numbers').textContent = count(account.held);
  byId('count-calls').textContent = count(account.calls);
  byId('count-trouble').textContent = account.crashed ? 'crashed' : '';
  drawClock();
}

async function draw() {
  if (drawing || !dirty.size || document.hidden) return;
  drawing = true;
  const kinds = dirty;
  dirty = new Set();
  try {
    app.account = await get('view/account');
    answered = performance.now();
    drawFrame();
    const view = views[shown];
    if (view && (kinds.has('view') || view.on.some(kind => kinds.has(kind)))) await view.refresh(kinds);
  } catch {
    // Not to be had now; the stream says when it is.
    kinds.forEach(kind => dirty.add(kind));
  } finally {
    drawing = false;
  }
}

function touch(kind) {
  dirty.add(kind);
}

function go() {
  const name = location.hash.slice(1);
  shown = VIEWS[name] ? name : 'numbers';
  views[shown] ||= VIEWS[shown](app);
  byId('main').replaceChildren(views[shown].element);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${shown}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${shown[0].toUpperCase()}${shown.slice(1)} · Amazon Connect, simulated`;
  touch('view');
  draw();
}

const moveClock = body => change('POST', 'clock', body);
const run = () => app.account && !app.account.clock.manual && moveClock({ running: !app.account.clock.running });

async function copyCurrent() {
  const view = views[shown];
  if (view.copy) await view.copy();
  else if (view.list?.current()) {
    await navigator.clipboard.writeText(view.list.current().arn);
    say('Copied the ARN');
  }
}

function help() {
  const dialog = byId('help');
  dialog.replaceChildren(
    h('div', { class: 'dialog-head' }, h('h2', { id: 'help-title' }, 'Keys'),
      h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Close ', h('kbd', {}, 'Esc'))),
    h('dl', { class: 'keys' }, KEYS.map(([key, sense]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, sense)])));
  dialog.showModal();
}

const ACTIONS = {
  '?': help, s: run, h: () => moveClock({ advanceSeconds: 3600 }), d: () => moveClock({ advanceSeconds: 86400 }), n: () => moveClock({ toNext: true }),
  c: copyCurrent, t: () => byId('throttled')?.click(), '/': () => views[shown].filter?.focus(),
  j: () => views[shown].list?.element.focus(), k: () => views[shown].list?.element.focus(),
};

function key(event) {
  const typing = event.target.matches('input:not([type=radio]), select, textarea');
  if (typing && event.key === 'Escape') return event.target.blur();
  if (event.defaultPrevented || typing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const dialog = document.querySelector('dialog[open]');
  if (dialog) return event.key === 'c' ? dialog.querySelector('.copy')?.click() : undefined;
  const view = Object.keys(VIEWS)[Number(event.key) - 1];
  if (view) location.hash = view;
  else if (ACTIONS[event.key]) {
    event.preventDefault();
    ACTIONS[event.key]();
  }
  return undefined;
}

byId('clock-run').addEventListener('click', run);
byId('clock-hour').addEventListener('click', ACTIONS.h);
byId('clock-day').addEventListener('click', ACTIONS.d);
byId('clock-next').addEventListener('click', ACTIONS.n);
byId('help-open').addEventListener('click', help);
byId('clock-open').addEventListener('click', event => event.target.setAttribute('aria-expanded', event.target.getAttribute('aria-expanded') === 'false'));
document.addEventListener('keydown', key);
window.addEventListener('hashchange', go);
window.addEventListener('resize', () => touch('view'));
follow(touch, live => {
  byId('live').textContent = live ? 'Live' : 'Lost: trying again';
  byId('live').classList.toggle('lost', !live);
});
setInterval(draw, PAUSE);
setInterval(drawClock, 1000);
go();
