// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What was chosen, beside the map; on a phone it is a sheet at the bottom of the screen.

const LISTED = 50; // municipalities of a cluster; more cannot be read through, and the map can be zoomed

export class Panel {
  constructor(atlas, data, words) {
    this.data = data;
    this.words = words;
    this.addresses = atlas.dataset;
    this.box = atlas.querySelector("[data-panel]");
    this.title = this.box.querySelector("[data-title]");
    this.under = this.box.querySelector("[data-under]");
    this.facts = this.box.querySelector("[data-facts]");
    this.links = this.box.querySelector("[data-links]");
    this.box.querySelector("[data-close]").addEventListener("click", () => this.dismiss());
  }

  get isOpen() {
    return !this.box.hidden;
  }

  onClose(call) {
    this.closed = call;
  }

  dismiss() {
    this.close();
    this.closed();
  }

  close() {
    this.box.hidden = true;
  }

  /** What is said of a choice to who does not see it. */
  sentence(row, measure) {
    const value = this.data.projects[row] === 0 ? this.words.of("no-projects") : this.words.value(measure.values[row], measure.unit);
    return `${this.data.title[row]}. ${measure.title}: ${value}`;
  }

  /** Show a municipality, the measure of the map first. */
  place(row, shown) {
    const { data, words } = this;
    const group = data.group(data.groupOf[row]);
    const people = data.population[row];
    this.title.textContent = data.title[row];
    this.under.textContent = [
      group && group.title !== data.title[row] ? group.title : "",
      people === null ? "" : words.of("inhabitants", { count: words.number(people) }),
    ].filter(Boolean).join(" · ");
    const projects = data.projects[row];
    const facts = projects === 0
      ? [[words.of("projects"), words.of("no-projects")]]
      : data.measures.map((measure) => [measure.title, words.value(measure.values[row], measure.unit), measure === shown]);
    this.facts.replaceChildren(...facts.map(fact));
    const links = [];
    const code = data.code[row];
    if (this.hasPage(code)) {
      links.push([words.of("to-page"), this.page(code)]);
      if (projects) links.push([words.of("to-projects"), `${this.page(code)}#projects`]);
    }
    const { zone, zoneCode } = this.addresses;
    if (zone && group) links.push([group.title, zone.replace(zoneCode, group.code)]);
    this.links.replaceChildren(...links.map(([text, address]) => item(anchor(text, address))));
    this.box.hidden = false;
  }

  /** Show the municipalities of a cluster, those with most projects first; `choose` takes one of them. Says what it is. */
  cluster(rows, choose) {
    const { data, words } = this;
    const sorted = [...rows].sort((one, other) => data.projects[other] - data.projects[one]);
    const sum = (values) => values.reduce((total, value) => total + (value ?? 0), 0);
    const projects = sum(sorted.map((row) => data.projects[row]));
    const told = sorted.map((row) => data.value("finanziato", row)).filter((value) => value !== null);
    const title = words.of("cluster", { projects: words.number(projects), places: words.number(sorted.length) });
    this.title.textContent = title;
    const funded = told.length ? words.value(sum(told), "M€") : words.of("unknown");
    this.under.textContent = words.of("cluster-money", { funded, known: words.number(told.length) });
    this.facts.replaceChildren();
    const lines = sorted.slice(0, LISTED).map((row) => {
      const count = words.number(data.projects[row]);
      const code = data.code[row];
      if (this.hasPage(code)) return item(anchor(`${data.title[row]} (${count})`, `${this.page(code)}#projects`));
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-link";
      button.textContent = `${data.title[row]} (${count})`;
      button.addEventListener("click", () => choose(row));
      return item(button);
    });
    if (sorted.length > LISTED) lines.push(item(words.of("more", { count: words.number(sorted.length - LISTED) })));
    this.links.replaceChildren(...lines);
    this.box.hidden = false;
    return `${title}. ${this.under.textContent}`;
  }

  /** Whether a municipality has a page here: the site is of one territory, the country's map of all. */
  hasPage(code) {
    return Boolean(this.addresses.municipality) && code.startsWith(this.addresses.own);
  }

  /** The address of a municipality's page, as that of the one that the page names. */
  page(code) {
    return this.addresses.municipality.replace(this.addresses.municipalityCode, code);
  }
}

function fact([name, value, shown]) {
  const row = document.createElement("div");
  const term = document.createElement("dt");
  const told = document.createElement("dd");
  term.textContent = name;
  told.textContent = value;
  if (shown) row.className = "shown";
  row.append(term, told);
  return row;
}

function anchor(text, address) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = text;
  return link;
}

function item(content) {
  const line = document.createElement("li");
  line.append(content);
  return line;
}
