// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What says what the map shows: the choice of measures, the caption, the legend, the sentence above, and the drawn map
// that is printed.

const SVG = "http://www.w3.org/2000/svg";

export class Legend {
  constructor(atlas, data) {
    this.atlas = atlas;
    this.data = data;
    this.links = [...atlas.querySelectorAll("[data-measure]")];
    this.list = atlas.querySelector("[data-map-legend]");
    this.captions = atlas.querySelectorAll("figcaption, #map-title");
    this.most = document.querySelector("[data-most]");
  }

  /** Call with a measure's code when one is chosen; its link stays a link for a new tab. */
  onMeasure(call) {
    for (const link of this.links) {
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        call(link.dataset.measure);
      });
    }
  }

  show(measure) {
    for (const link of this.links) {
      if (link.dataset.measure === measure.code) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const caption of this.captions) caption.textContent = measure.caption;
    if (this.most) this.most.textContent = measure.most;
    this.list.replaceChildren(...measure.legend.map((line) => this.line(line)));
  }

  line({ step, words, count }) {
    const swatch = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ class: "swatch", viewBox: "0 0 18 12", "aria-hidden": "true", focusable: "false" })) {
      swatch.setAttribute(name, value);
    }
    const area = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ class: `step-${step}`, width: 18, height: 12 })) area.setAttribute(name, value);
    if (step === "unknown") area.setAttribute("fill", "url(#hatch)");
    swatch.append(area);
    const line = document.createElement("li");
    const aside = document.createElement("span");
    aside.className = "why";
    aside.textContent = count;
    line.append(swatch, ` ${words} `, aside);
    return line;
  }
}
