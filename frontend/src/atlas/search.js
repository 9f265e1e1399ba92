// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A box to find a municipality by name: the combobox with a list of the WAI-ARIA practices.

const SHOWN = 8;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The rows whose title begins with what is asked, then those in which a later word does; larger places first. */
function found(data, titles, asked) {
  const size = (row) => data.population[row] ?? 0;
  const begins = [];
  const holds = [];
  titles.forEach((title, row) => {
    if (title.startsWith(asked)) begins.push(row);
    else if (title.includes(` ${asked}`) || title.includes(`'${asked}`)) holds.push(row);
  });
  const bySize = (one, other) => size(other) - size(one);
  return [...begins.sort(bySize), ...holds.sort(bySize)].slice(0, SHOWN);
}

export function search(atlas, data, words, choose) {
  const box = atlas.querySelector("[data-search]");
  const list = atlas.querySelector("[data-found]");
  const titles = data.title.map(plain);
  let rows = [];
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function open() {
    const asked = plain(box.value.trim());
    rows = asked ? found(data, titles, asked) : [];
    if (!rows.length) return close();
    list.replaceChildren(...rows.map((row, number) => option(row, number)));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(-1);
  }

  function option(row, number) {
    const line = document.createElement("li");
    line.id = `found-${number}`;
    line.setAttribute("role", "option");
    const group = data.group(data.groupOf[row]);
    line.textContent = group && group.title !== data.title[row] ? `${data.title[row]} (${group.title})` : data.title[row];
    line.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    line.addEventListener("click", () => take(number));
    return line;
  }

  function mark(number) {
    active = number;
    [...list.children].forEach((line, place) => line.setAttribute("aria-selected", String(place === number)));
    if (number < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[number].id);
      list.children[number].scrollIntoView({ block: "nearest" });
    }
  }

  function take(number) {
    const row = rows[number];
    box.value = data.title[row];
    close();
    choose(row);
  }

  box.addEventListener("input", open);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const last = rows.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      if (list.hidden) return;
      const down = event.key === "ArrowDown";
      mark(down ? (active >= last ? 0 : active + 1) : active <= 0 ? last : active - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden) open();
      if (!list.hidden) take(Math.max(0, active));
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
}
