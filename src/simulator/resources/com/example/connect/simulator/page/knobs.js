// The knobs: what of the simulated service can be set, and what its default rests on.

import { get, change } from './api.js';
import { h, put, say } from './dom.js';

// The grades of what Amazon itself says or answered, and those of what others saw or of our choice; all else is open.
const SURE = ['official', 'recorded'];
const TOLD = ['maintainers', 'user', 'our choice'];
const strength = grade => SURE.includes(grade) ? 'sure' : TOLD.includes(grade) ? 'told' : 'open';

export const grade = knob => h('span', { class: `grade ${strength(knob.grade)}`, title: knob.sense }, knob.grade);

function control(knob, turn) {
  const common = { 'aria-label': knob.name, 'data-key': `knob-${knob.name}` };
  const choices = / or /.test(knob.form) && /^[A-Z_a-z]+( or [A-Z_a-z]+)+$/.test(knob.form) ? knob.form.split(' or ') : undefined;
  if (choices && choices.every(each => /^([A-Z_]+|true|false)$/.test(each))) {
    return h('select', { ...common, onchange: event => turn(event.target.value) },
      choices.map(each => h('option', { value: each, selected: each === knob.value }, each)));
  }
  return h('input', { ...common, value: knob.value, title: knob.form, spellcheck: 'false', autocomplete: 'off', onchange: event => turn(event.target.value, event.target) });
}

export function knobsView() {
  const filter = h('input', { type: 'search', id: 'filter', placeholder: 'Name, meaning, grade', 'aria-label': 'Filter knobs', autocomplete: 'off', spellcheck: 'false' });
  const groups = h('div', {});
  let concerns = [];
  filter.addEventListener('input', () => draw());

  async function turn(knob, value, field) {
    if (await change('PATCH', 'knobs', { [knob.name]: value })) say(`${knob.name} is ${value} from now on`);
    else if (field) field.value = knob.value;
  }

  function row(knob) {
    const turned = knob.value !== knob.standard;
    return h('div', { class: turned ? 'knob turned' : 'knob' },
      h('div', {}, h('h4', {}, knob.name), h('p', {}, knob.meaning)),
      h('div', { class: 'set' }, control(knob, (value, field) => turn(knob, value, field)),
        turned && h('button', { type: 'button', class: 'quiet', 'data-key': `back-${knob.name}`, 'aria-label': `Back to ${knob.standard}: ${knob.name}`, onclick: () => turn(knob, knob.standard) }, `Back to ${knob.standard}`)),
      h('div', { class: 'evidence' }, grade(knob),
        h('span', { class: 'muted' }, ` ${knob.source}`)));
  }

  function draw() {
    const wanted = filter.value.toLowerCase();
    const fits = knob => [knob.name, knob.meaning, knob.grade, knob.value !== knob.standard ? 'turned' : ''].join(' ').toLowerCase().includes(wanted);
    const shown = concerns.map(({ heading, knobs }) => [heading, knobs.filter(fits)]).filter(([, knobs]) => knobs.length);
    put(groups, shown.length ? shown.map(([heading, knobs]) => h('section', { 'aria-label': heading }, h('h3', {}, heading), knobs.map(row)))
      : h('p', { class: 'empty' }, `No knob matches “${filter.value}”.`));
    for (const select of groups.querySelectorAll('select')) select.value = [...select.options].find(each => each.hasAttribute('selected'))?.value;
  }

  return {
    element: h('section', { 'aria-labelledby': 'h-knobs' }, h('div', { class: 'bar-of' }, h('h2', { id: 'h-knobs' }, 'Knobs'), filter),
      h('p', { class: 'muted' }, 'What Amazon’s documents leave open is a knob. Its grade says what the default rests on. Turn one that no source settles, and see whether your program bears both answers.'), groups),
    on: ['changed', 'reset', 'gap'],
    filter,
    async refresh() {
      concerns = await get('view/knobs');
      draw();
    },
  };
}
