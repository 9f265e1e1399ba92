// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { Address } from "./address.js";
import { Data } from "./data.js";
import { Legend } from "./legend.js";
import { live } from "./live.js";
import { Panel } from "./panel.js";
import { printable } from "./printing.js";
import { search } from "./search.js";
import { Words } from "./words.js";

/** Put the interactive map in the place of the drawn one. Rejects where it cannot come up. */
export async function start(atlas) {
  const words = new Words(atlas, document.documentElement.lang);
  const stage = atlas.querySelector("[data-stage]");
  const canvas = document.createElement("div");
  canvas.className = "atlas-live";
  canvas.lang = document.documentElement.lang;
  stage.prepend(canvas);
  const address = new Address(); // before the map, which writes its view there
  const { hasView } = address;
  const wasAsked = location.hash === "#mappa";
  let map, data;
  try {
    const answer = await fetch(atlas.dataset.data);
    if (!answer.ok) throw new Error(`${atlas.dataset.data}: ${answer.status}`);
    data = new Data(await answer.json());
    map = await live(canvas, atlas.dataset, data, words);
  } catch (reason) {
    canvas.remove();
    throw reason;
  }
  atlas.classList.add("atlas-up");
  if (!hasView) map.reset(); // it has its own size only now
  printable(map, stage);

  address.usual.measure = address.state.measure ? data.measures[0].code : atlas.querySelector("[data-measure][aria-current]").dataset.measure;
  const legend = new Legend(atlas, data);
  const panel = new Panel(atlas, data, words);
  const status = atlas.querySelector("[data-status]");
  const groups = atlas.querySelector("[data-groups]");
  const clusters = atlas.querySelector("[data-clusters]");
  const box = atlas.querySelector("[data-search]");

  /** Show what the address says; `follow` moves the map to what was chosen. */
  function show({ follow }) {
    const asked = address.state;
    const measure = data.measure(asked.measure);
    const place = data.find(asked.place);
    const group = data.group(asked.group);
    map.draw({ measure, place, group, clusters: asked.clusters });
    legend.show(measure);
    if (groups) groups.value = group ? group.code : "";
    clusters.setAttribute("aria-pressed", String(asked.clusters));
    if (place === undefined && document.activeElement !== box) box.value = "";
    if (place === undefined) panel.close();
    else panel.place(place, measure);
    if (follow && place !== undefined) map.goTo(data.point[place]);
    else if (follow && group) map.fit(group.bbox);
  }

  /** Take a choice: into the address, onto the map, and into words for who does not see it. */
  function choose(change, said = "") {
    address.push(change);
    show({ follow: true });
    if (change.place) map.reveal();
    status.textContent = said;
  }

  const choosePlace = (place) => choose({ place: data.code[place] }, panel.sentence(place, data.measure(address.state.measure)));
  map.onPlace(choosePlace);
  map.onCluster((places) => {
    address.push({ place: "" });
    show({ follow: false });
    status.textContent = panel.cluster(places, choosePlace);
  });
  panel.onClose(() => {
    choose({ place: "" });
    map.focus();
  });
  legend.onMeasure((code) => choose({ measure: code }, data.measure(code).caption));
  search(atlas, data, words, choosePlace);
  groups?.addEventListener("change", () => {
    const chosen = data.group(groups.value);
    choose({ group: groups.value, place: "" }, chosen ? chosen.title : "");
    if (!chosen) map.reset();
  });
  clusters.addEventListener("click", () => {
    const clusters = !address.state.clusters;
    choose({ clusters }, clusters ? words.of("clusters-on") : "");
  });
  atlas.querySelector("[data-share]").addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    status.textContent = words.of("copied");
    atlas.querySelector("[data-shared]").textContent = words.of("copied");
  });
  if (!navigator.clipboard) atlas.querySelector("[data-share]").remove(); // there is none without HTTPS
  atlas.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.isOpen) panel.dismiss();
  });
  addEventListener("popstate", () => show({ follow: !address.hasView }));
  show({ follow: !hasView });
  if (hasView || wasAsked) atlas.scrollIntoView();
  else if (panel.isOpen) map.reveal();
}
