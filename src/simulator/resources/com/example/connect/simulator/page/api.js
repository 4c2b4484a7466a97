// The control API, and the stream of what happens.

import { say } from './dom.js';

const BASE = '/_simulator/';

async function send(method, path, body) {
  const answer = await fetch(BASE + path, {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const text = await answer.text();
  const read = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(read.Message || `${answer.status} ${answer.statusText}`);
  return read;
}

export const get = (path, query = {}) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  // A space is %20: the simulator, like the service, reads + as itself.
  const text = new URLSearchParams(given).toString().replaceAll('+', '%20');
  return send('GET', text ? `${path}?${text}` : path);
};

/** Changes something; says what went wrong where it cannot. */
export async function change(method, path, body) {
  try {
    return await send(method, path, body);
  } catch (error) {
    say(error.message);
    return undefined;
  }
}

/** Calls told(kind) for every event; told('gap') where some were missed. */
export function follow(told, live) {
  const source = new EventSource(BASE + 'events');
  for (const kind of ['call', 'fate', 'number', 'changed', 'clock', 'trouble', 'stray', 'reset', 'gap']) {
    source.addEventListener(kind, () => told(kind));
  }
  source.addEventListener('open', () => { live(true); told('gap'); });
  source.addEventListener('error', () => live(false));
}
