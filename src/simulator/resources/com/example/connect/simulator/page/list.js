// A list of any length: only the rows in sight are in the page, and only they and their neighbours are asked for.

import { h } from './dom.js';

// As style.css has it: a screen this narrow shows a row in two lines, and no names of columns.
const narrow = matchMedia('(max-width: 760px)');
const CHUNK = 100;
const SPARE = 6;
let lists = 0;

export class List {
  /**
   * columns: [{ name, cell(row), class }]; page(from, most) answers { total, rows }; open(row) shows one.
   * newestFirst: the last one is at the top.
   */
  constructor({ label, columns, page, open, newestFirst = false, grid }) {
    Object.assign(this, { columns, page, open, newestFirst });
    this.name = `list${++lists}`;
    this.measure();
    // Counts the restarts: an answer to what was asked before one is no longer wanted.
    this.turn = 0;
    this.total = 0;
    this.active = 0;
    this.chunks = new Map();
    this.asked = new Set();
    this.shown = new Map();
    this.body = h('div', { role: 'rowgroup', class: 'rows' });
    this.element = h('div', { role: 'grid', class: `list ${grid}`, tabindex: 0, 'aria-label': label },
      h('div', { role: 'rowgroup', class: 'head' }, h('div', { role: 'row', class: 'row' },
        columns.map(column => h('span', { role: 'columnheader', class: column.class }, column.name)))),
      this.body);
    this.element.addEventListener('scroll', () => this.soon(), { passive: true });
    this.element.addEventListener('keydown', event => this.key(event));
    this.body.addEventListener('click', event => {
      const row = event.target.closest('[data-at]');
      if (row && !event.target.closest('button,a')) this.choose(Number(row.dataset.at), true);
    });
    new ResizeObserver(() => this.soon()).observe(this.element);
    narrow.addEventListener('change', () => this.lay());
  }

  /** How many pixels high a row is, and the names of the columns above the rows. */
  measure() {
    [this.tall, this.head] = narrow.matches ? [56, 0] : [34, 34];
  }

  /** As high as its rows, of at most so many; hidden where it has none. */
  fit(most) {
    this.most = most;
    this.element.hidden = this.total === 0;
    this.element.style.height = `${Math.min(most, this.total) * this.tall + this.head + 4}px`;
  }

  /** Lays the rows out anew, as high as they are now. */
  lay() {
    this.measure();
    this.shown.forEach(row => row.remove());
    this.shown.clear();
    this.body.style.height = `${this.total * this.tall}px`;
    this.fit(this.most);
    this.draw();
  }

  /** Another list, after another filter: nothing of the former one is shown. */
  restart() {
    this.turn++;
    this.asked.clear();
    this.chunks.clear();
    this.shown.forEach(row => row.remove());
    this.shown.clear();
    this.element.scrollTop = 0;
    this.active = 0;
    return this.refresh();
  }

  /** Asks once more for what is in sight; what is shown stays until the answer is here. */
  async refresh() {
    this.begun = true;
    await this.ask(this.wantedChunks(), true);
  }

  position(at) {
    return this.newestFirst ? this.total - 1 - at : at;
  }

  range() {
    const first = Math.max(0, Math.floor(this.element.scrollTop / this.tall) - SPARE);
    const most = Math.ceil((this.element.clientHeight || 600) / this.tall) + 2 * SPARE;
    return [first, Math.min(this.total, first + most)];
  }

  wantedChunks() {
    const [first, end] = this.range();
    if (this.total === 0) return [this.newestFirst ? -1 : 0];
    const chunks = new Set();
    for (const at of [first, Math.max(first, end - 1)]) chunks.add(Math.floor(Math.max(0, this.position(at)) / CHUNK));
    return [...chunks];
  }

  async ask(chunks, again = false) {
    const fresh = chunks.filter(chunk => !this.asked.has(chunk) && (again || !this.chunks.has(chunk)));
    const { turn } = this;
    await Promise.all(fresh.map(async chunk => {
      this.asked.add(chunk);
      try {
        const page = await this.page(Math.max(0, chunk) * CHUNK, chunk < 0 ? 0 : CHUNK);
        if (turn === this.turn) this.take(chunk, page);
      } finally {
        if (turn === this.turn) this.asked.delete(chunk);
      }
    }));
    if (turn !== this.turn) return;
    const missing = this.wantedChunks().filter(chunk => chunk >= 0 && !this.chunks.has(chunk));
    if (fresh.length && missing.length && this.total) await this.ask(missing);
    this.draw();
  }

  take(chunk, { total, rows }) {
    const grown = total - this.total;
    if (total < this.total) this.chunks.clear();
    this.total = total;
    if (chunk >= 0) this.chunks.set(chunk, rows);
    const top = this.element.scrollTop;
    this.body.style.height = `${total * this.tall}px`;
    // A reader who has scrolled away from the newest keeps what is before the eyes.
    if (this.newestFirst && grown > 0 && top > 0) {
      this.element.scrollTop = top + grown * this.tall;
      this.active += grown;
    }
    // The last chunk grows: with it, what was asked of the ones before stays as it is.
    if (this.chunks.size > 40) this.chunks.delete(this.chunks.keys().next().value);
  }

  row(at) {
    const position = this.position(at);
    return this.chunks.get(Math.floor(position / CHUNK))?.[position % CHUNK];
  }

  /** Draws and asks after a pause; nothing before the first refresh, until which the page knows no account. */
  soon() {
    if (this.waiting || !this.begun) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = undefined;
      this.draw();
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.ask(this.wantedChunks()), 40);
    });
  }

  draw() {
    const [first, end] = this.range();
    this.element.setAttribute('aria-rowcount', this.total + 1);
    for (const [at, element] of this.shown) {
      if (at < first || at >= end) {
        element.remove();
        this.shown.delete(at);
      }
    }
    for (let at = first; at < end; at++) this.drawRow(at);
    this.active = Math.max(0, Math.min(this.active, this.total - 1));
    this.mark();
  }

  drawRow(at) {
    const row = this.row(at);
    let element = this.shown.get(at);
    if (element && element.row === row) return;
    const cells = this.columns.map(column => h('span', { role: 'gridcell', class: column.class },
      row ? column.cell(row) : h('span', { class: 'muted' }, '…')));
    if (!element) {
      element = h('div', { role: 'row', class: 'row', id: `${this.name}-${at}`, 'data-at': at, 'aria-rowindex': at + 2, 'aria-selected': 'false' });
      element.style.transform = `translateY(${at * this.tall}px)`;
      this.shown.set(at, element);
      this.body.append(element);
    }
    element.row = row;
    element.replaceChildren(...cells);
  }

  mark() {
    const now = this.shown.get(this.active);
    if (now === this.marked) return;
    this.marked?.setAttribute('aria-selected', false);
    this.marked = now;
    now?.setAttribute('aria-selected', true);
    if (now) this.element.setAttribute('aria-activedescendant', now.id);
    else this.element.removeAttribute('aria-activedescendant');
  }

  /** The row that the keyboard is on. */
  current() {
    return this.row(this.active);
  }

  choose(at, opens) {
    this.active = Math.max(0, Math.min(at, this.total - 1));
    const top = this.active * this.tall;
    const room = this.element.clientHeight - this.head;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + this.tall > this.element.scrollTop + room) this.element.scrollTop = top + this.tall - room;
    this.draw();
    const row = this.row(this.active);
    if (opens && row) this.open(row);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.floor(this.element.clientHeight / this.tall) - 1;
    const to = {
      ArrowDown: this.active + 1, j: this.active + 1, ArrowUp: this.active - 1, k: this.active - 1,
      PageDown: this.active + page, PageUp: this.active - page, Home: 0, End: this.total - 1,
    }[event.key];
    if (to !== undefined) this.choose(to, false);
    else if (event.key === 'Enter' && event.target === this.element) this.choose(this.active, true);
    else return;
    event.preventDefault();
  }
}
