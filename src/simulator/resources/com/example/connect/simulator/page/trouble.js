// Trouble: chosen among presets, scripted, and seen to strike.

import { get, change } from './api.js';
import { h, put, say } from './dom.js';
import { openCall } from './calls.js';

const QUOTA = 'The allowed limit for claimed phone numbers has been exceeded for your instance';

// What goes wrong, the fault, the operation that it strikes (none: any), how many in a row.
const PRESETS = [
  ['The next three calls are throttled', 'As in an account whose limit of 2 calls a second is used up by others', { fault: 'TOO_MANY_REQUESTS', times: 3 }],
  ['The next claim is accepted, and FAILS', 'The caller gets an id, and a moment later the status is FAILED with the message of the quota', { fault: 'FAIL_LATER', operation: 'ClaimPhoneNumber', message: QUOTA }],
  ['The next claim takes effect, and its answer is lost', 'The connection drops: the caller does not know that it owns a number', { fault: 'DROP_AFTER', operation: 'ClaimPhoneNumber' }],
  ['The next claim times out', 'It takes effect after 12 seconds, when the caller has given up', { fault: 'TIMED_OUT', operation: 'ClaimPhoneNumber' }],
  ['A number just claimed is not found', 'Three calls that name a number find none: replicas lag for seconds or minutes', { fault: 'NOT_FOUND_BEFORE', times: 3 }],
  ['The next release fails inside', 'InternalServiceException after the number is gone', { fault: 'INTERNAL_ERROR_AFTER', operation: 'ReleasePhoneNumber' }],
  ['The next call is denied', 'AccessDeniedException, as after a change of the policy', { fault: 'ACCESS_DENIED' }],
  ['The caller crashes in the next claim', 'The claim takes effect, and nothing more is received until it is revived', { fault: 'CRASH_AFTER', operation: 'ClaimPhoneNumber' }],
];

export function troubleView(app) {
  const scripted = h('div', {});
  const crash = h('div', {});
  const operation = h('select', { id: 'operation' });
  const times = h('input', { type: 'number', id: 'times', min: 1, max: 1000, value: 1 });
  const fault = h('select', { id: 'fault' });
  const sense = h('p', { id: 'fault-sense', class: 'muted', role: 'status' });
  const form = h('fieldset', { class: 'presets' });
  let senses = {};

  function tell() {
    sense.textContent = senses[fault.value] || '';
  }

  function choose(preset) {
    fault.value = preset.fault;
    operation.value = preset.operation || '';
    times.value = preset.times || 1;
    tell();
  }

  /** The form is no longer a preset's. */
  function unchoose() {
    for (const radio of form.querySelectorAll(':checked')) radio.checked = false;
    tell();
  }

  async function script() {
    const body = { fault: fault.value, times: Number(times.value) };
    if (operation.value) body.operation = operation.value;
    if (fault.value === 'FAIL_LATER') body.message = QUOTA;
    if (!await change('POST', 'trouble', body)) return;
    unchoose();
    say('Scripted. It strikes as soon as such a call comes.');
  }

  const waits = PRESETS.map(() => h('span', { class: 'status in_progress', hidden: true }, 'waiting'));
  form.append(h('legend', {}, 'What goes wrong'), ...PRESETS.map(([name, meaning, preset], at) =>
    h('label', {}, h('input', { type: 'radio', name: 'preset', onchange: () => choose(preset) }),
      h('span', {}, h('b', {}, name, ' ', waits[at]), h('span', { class: 'muted' }, meaning)))));
  for (const each of [fault, operation, times]) each.addEventListener('change', unchoose);

  const isOver = each => each.at === undefined && each.struck >= each.times;

  function row(each, at) {
    const done = isOver(each);
    const where = each.at !== undefined ? `call ${each.at}` : each.operation || 'any call';
    return h('tr', {}, h('td', {}, each.fault, h('p', { class: 'muted small' }, each.sense)), h('td', {}, where),
      h('td', {}, h('span', { class: done ? 'status claimed' : 'status in_progress' }, each.struck ? `struck ${each.struck} of ${each.times}` : 'waiting')),
      h('td', {}, each.lastCall === undefined ? 'for such a call' : h('button', { type: 'button', class: 'quiet', 'data-key': `struck-${at}`, onclick: () => openCall(each.lastCall) }, `Open call ${each.lastCall}`)));
  }

  return {
    element: h('div', {}, crash,
      h('section', { 'aria-labelledby': 'h-script' }, h('h2', { id: 'h-script' }, 'Script trouble'), form,
        h('div', { class: 'form' }, h('label', { for: 'fault' }, 'Fault'), fault, h('label', { for: 'operation' }, 'strikes'), operation,
          h('label', { for: 'times' }, 'times'), times, h('button', { type: 'button', id: 'script', class: 'main', onclick: script }, 'Script it')), sense),
      h('section', { 'aria-labelledby': 'h-scripted' }, h('div', { class: 'bar-of' }, h('h2', { id: 'h-scripted' }, 'Scripted'),
        h('button', { type: 'button', onclick: () => change('DELETE', 'trouble') }, 'Clear all')), scripted)),
    on: ['call', 'trouble', 'reset', 'gap'],
    async refresh() {
      const trouble = await get('view/trouble');
      if (!fault.children.length) {
        senses = Object.fromEntries(trouble.faults.map(each => [each.name, each.sense]));
        fault.append(...trouble.faults.map(({ name }) => h('option', { value: name }, name)));
        operation.append(h('option', { value: '' }, 'any call'), ...trouble.operations.map(name => h('option', { value: name }, name)));
        tell();
      }
      PRESETS.forEach(([, , preset], at) => {
        waits[at].hidden = !trouble.scripted.some(each => !isOver(each) && each.fault === preset.fault && each.operation === preset.operation);
      });
      put(crash, trouble.crashed ? h('p', { class: 'reason' }, h('b', {}, 'A scripted crash struck. '), 'No call is received. ',
        h('button', { type: 'button', class: 'main', 'data-key': 'revive', onclick: () => change('POST', 'revive') }, 'Revive')) : null);
      put(scripted, trouble.scripted.length
        ? h('table', { class: 'stacked' }, h('thead', {}, h('tr', {}, ['Fault', 'Strikes', 'State', 'Last struck'].map(name => h('th', { scope: 'col' }, name)))), h('tbody', {}, trouble.scripted.map(row)))
        : h('p', { class: 'empty' }, 'Nothing is scripted: the service behaves. Choose above what goes wrong, and script it; then make the call, and see it strike here and under Calls.'));
    },
  };
}
