// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The map's document, in columns: a place is its row number.

export const UNKNOWN = -1;

export class Data {
  constructor({ places: { group, ...columns }, groups, measures }) {
    Object.assign(this, columns); // code, title, point, population, projects
    this.groupOf = group;
    this.groups = groups;
    this.measures = measures;
    this.rows = new Map(this.code.map((code, row) => [code, row]));
    this.groupsByCode = new Map(groups.map((group) => [group.code, group]));
  }

  /** The row of an ISTAT code, or undefined. */
  find(code) {
    return this.rows.get(code);
  }

  /** The group of a code, or undefined. */
  group(code) {
    return this.groupsByCode.get(code);
  }

  /** The measure of a code, or the first. */
  measure(code) {
    return this.measures.find((measure) => measure.code === code) ?? this.measures[0];
  }

  /** The class of a place by a measure: 1 to 5, 0 for zero, or `UNKNOWN`. */
  step(measure, row) {
    const letter = measure.steps[row];
    return letter === "u" ? UNKNOWN : letter === "z" ? 0 : Number(letter);
  }

  /** A value of another measure than the one that is shown. */
  value(code, row) {
    return this.measure(code).values[row];
  }

  /** Four numbers with commas between, as the page writes a box. */
  bbox(text) {
    return text.split(",").map(Number);
  }

  /** The places as points. */
  features(keep, properties) {
    const features = [];
    this.code.forEach((code, row) => {
      if (!keep(row)) return;
      const geometry = { type: "Point", coordinates: this.point[row] };
      features.push({ type: "Feature", id: Number(code), geometry, properties: { row, ...properties(row) } });
    });
    return { type: "FeatureCollection", features };
  }
}
