// Elements without markup in strings: what comes from the simulator is text, and never HTML.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
export const s = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);
export const byId = id => document.getElementById(id);

/** Puts children in an element's place of its former ones; what a reader opened stays open, what has not changed is left alone. */
export function put(element, ...children) {
  const fresh = h('div', {}, ...children);
  for (const opened of element.querySelectorAll('details[open][data-key]')) {
    fresh.querySelector(`[data-key="${CSS.escape(opened.dataset.key)}"]`)?.setAttribute('open', '');
  }
  if (fresh.innerHTML === element.innerHTML) return;
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...fresh.childNodes);
  if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** 2026-01-01 00:00:00, UTC. */
export const instant = text => (text || '').replace('T', ' ').replace(/\.\d+/, '').replace('Z', '');

/** 30 June 2026; with the month 'short', 30 Jun 2026. */
export const day = (text, month = 'long') => text === 'never' ? 'never' : new Date(text)
  .toLocaleDateString('en-GB', { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' });

/** "1 claim", "2 claims"; with another plural, "2 claims and releases". */
export const many = (number, one, more = `${one}s`) => `${count(number)} ${number === 1 ? one : more}`;

/** In 3 days, in 5 hours, in 1 second, now. */
export function wait(from, to) {
  const seconds = Math.max(0, Math.round((new Date(to) - new Date(from)) / 1000));
  if (seconds === 0) return 'now';
  return `in ${seconds >= 172800 ? many(Math.ceil(seconds / 86400), 'day')
    : seconds >= 7200 ? many(Math.round(seconds / 3600), 'hour')
    : seconds >= 120 ? many(Math.round(seconds / 60), 'minute') : many(seconds, 'second')}`;
}

export const count = number => number.toLocaleString('en-US');

let fading;

/** Says something in passing, to a screen reader too. */
export function say(text) {
  const toast = byId('toast');
  // Above a dialog too: what is shown last is on top.
  if (toast.matches(':popover-open')) toast.hidePopover();
  toast.showPopover();
  toast.textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => { toast.hidePopover(); toast.textContent = ''; }, 4000);
}

export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied ${what}`);
  } catch {
    say('The browser does not let this page copy');
  }
}

export const copier = (text, what, label = 'Copy') =>
  h('button', { type: 'button', class: 'quiet copy', 'aria-label': `${label}: ${what}`, onclick: () => copy(text, what) }, label);

/** A command or code, with a button that copies it. */
export const code = (text, what) =>
  h('div', { class: 'code' }, h('pre', { tabindex: 0, role: 'region', 'aria-label': what }, h('code', {}, text)), copier(text, what));

/** Shows content in the dialog; Escape and its button close it. */
export function show(title, ...content) {
  const dialog = byId('detail');
  dialog.replaceChildren(
    h('div', { class: 'dialog-head' }, h('h2', { id: 'detail-title', tabindex: -1 }, title),
      h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Close ', h('kbd', {}, 'Esc'))),
    ...content.filter(Boolean));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  byId('detail-title').focus();
}
