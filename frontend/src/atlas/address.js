// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What is shown stands in the address after the `?`, in Italian as all of it; the map keeps its view behind the `#`.

const NAMES = { measure: "misura", place: "comune", group: "zona", clusters: "progetti" };

export class Address {
  /** What is left out of the address, as it is shown without being asked for. */
  usual = { measure: "", place: "", group: "", clusters: false };

  /** What the address asks for. */
  get state() {
    const asked = new URLSearchParams(location.search);
    return {
      measure: asked.get(NAMES.measure) ?? this.usual.measure,
      place: asked.get(NAMES.place) ?? "",
      group: asked.get(NAMES.group) ?? "",
      clusters: asked.get(NAMES.clusters) === "1",
    };
  }

  /** Whether it names a view of the map, which then stays where it is. */
  get hasView() {
    return /^#mappa=[\d.]+\/-?[\d.]+\/-?[\d.]+/.test(location.hash);
  }

  /** A step forward in the history, which the back button takes back; none where nothing changes. */
  push(change) {
    const next = { ...this.state, ...change };
    const asked = new URLSearchParams(location.search);
    for (const [key, name] of Object.entries(NAMES)) {
      if (next[key] === this.usual[key]) asked.delete(name);
      else asked.set(name, next[key] === true ? "1" : next[key]);
    }
    const query = asked.toString();
    const target = `${location.pathname}${query && `?${query}`}${location.hash}`;
    if (target !== `${location.pathname}${location.search}${location.hash}`) history.pushState(null, "", target);
  }
}
