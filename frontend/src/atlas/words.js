// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Words and numbers as the pages write them: `briefing/numbers.py` has the same rules, and a test compares the two.

const SPACE = "\u00a0";

export class Words {
  /** The words stand on the page, in its language. */
  constructor(atlas, lang) {
    const held = atlas.querySelector("template[data-words]").content.querySelectorAll("[data-word]");
    this.held = new Map([...held].map((each) => [each.dataset.word, each.textContent]));
    this.locale = lang === "it" ? "it-IT" : "en-GB";
  }

  /** A text of the page, with its gaps filled. */
  of(name, gaps = {}) {
    return Object.entries(gaps).reduce((text, [gap, value]) => text.replace(`{${gap}}`, value), this.held.get(name));
  }

  /** A number with so many decimals, half up. */
  number(value, places = 0) {
    return new Intl.NumberFormat(this.locale, {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
      roundingMode: "halfExpand",
      useGrouping: "always",
    }).format(value);
  }

  /** Millions of euro with one decimal. What is more than zero never reads as zero. */
  millions(value) {
    return value > 0 && value < 50_000 ? `<${SPACE}${this.number(0.1, 1)}` : this.number(value / 1e6, 1);
  }

  /** A share of one as whole per cent. Only nothing reads as 0 %, and only the whole as 100 %. */
  percent(share) {
    const hundredths = Number(new Intl.NumberFormat("en", { maximumFractionDigits: 0, roundingMode: "halfEven", useGrouping: false }).format(share * 100));
    if (share > 0 && hundredths === 0) return `<${SPACE}1${SPACE}%`;
    if (share < 1 && hundredths === 100) return `>${SPACE}99${SPACE}%`;
    return `${this.number(hundredths)}${SPACE}%`;
  }

  /** A value of a measure with its unit; unknown is said, and is not zero. */
  value(value, unit) {
    if (value === null) return this.of("unknown");
    if (unit === "M€") return `${this.millions(value)}${SPACE}M€`;
    if (unit === "€") return `${this.number(value)}${SPACE}€`;
    if (unit === "%") return this.percent(value);
    return this.number(value);
  }
}
