// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// MapLibre with our own tiles and style. What it draws is told by row numbers of the data; it knows no address.
import { Map as MapLibre, NavigationControl, Popup, setWorkerUrl } from "maplibre-gl";

import { AREAS, PLACES, PROJECTS, TILES, hatch, style } from "./style.js";

const NEAR = 9.5; // the zoom at which a municipality is seen with its neighbours
const EDGE = 24; // pixels around what is fitted into the view
const PATIENCE = 30_000; // milliseconds until the map has to be up; the drawn one stands there meanwhile

/** A map in `box` that has drawn its first picture. Rejects where there is no WebGL, or something cannot be loaded. */
export async function live(box, { tile, levels, bbox, worker }, data, words) {
  const [first, last] = levels.split(",").map(Number);
  const home = data.bbox(bbox);
  setWorkerUrl(new URL(worker, location.href).href);
  const map = new MapLibre({
    container: box,
    bounds: home,
    fitBoundsOptions: { padding: EDGE },
    maxBounds: widened(home),
    minZoom: Math.max(0, first - 1),
    maxZoom: last + 2,
    style: style({
      tiles: new URL(tile, location.href).href.replace(/\d+\/\d+\/\d+\.mvt$/, "{z}/{x}/{y}.mvt"),
      levels: [first, last],
      bbox: home,
      separator: words.number(1000).charAt(1),
      data: data.features(() => true, (row) => ({ title: data.title[row], population: data.population[row] ?? 0 })),
      projects: data.features(
        (row) => data.projects[row] > 0,
        (row) => ({ projects: data.projects[row], funded: data.value("finanziato", row) ?? 0 }),
      ),
    }),
    hash: "mappa",
    attributionControl: false, // the page says whose the boundaries are
    cooperativeGestures: true, // a page is scrolled past the map by one finger, or the wheel
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: {
      "Map.Title": words.of("map"),
      "NavigationControl.ZoomIn": words.of("zoom-in"),
      "NavigationControl.ZoomOut": words.of("zoom-out"),
      "CooperativeGesturesHandler.WindowsHelpText": words.of("ctrl-scroll"),
      "CooperativeGesturesHandler.MacHelpText": words.of("cmd-scroll"),
      "CooperativeGesturesHandler.MobileHelpText": words.of("two-fingers"),
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  try {
    await up(map);
  } catch (reason) {
    map.remove();
    throw reason;
  }
  map.getCanvas().setAttribute("aria-describedby", "atlas-help");
  return new Live(map, data, words, home);
}

function up(map) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the map did not come up")), PATIENCE);
    map.once("error", ({ error }) => reject(error));
    map.once("style.load", () => map.addImage("hatch", hatch(), { pixelRatio: 2 }));
    map.once("load", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The box with as much again on each side: far enough to bring an edge to the middle, and not into the ocean. */
function widened([west, south, east, north]) {
  const [width, height] = [east - west, north - south];
  return [west - width, Math.max(-85, south - height), east + width, Math.min(85, north + height)];
}

/** Whether the page stands in one column, as `map.scss` has it. */
function isNarrow() {
  return matchMedia("(max-width: 991px)").matches;
}

class Live {
  constructor(map, data, words, home) {
    this.map = map;
    this.home = home;
    this.data = data;
    this.words = words;
    this.shown = {};
    this.#hint();
  }

  /** Show a measure, the chosen municipality and group if any, and the clusters of projects or none. */
  draw({ measure, place, group, clusters }) {
    const { map, data } = this;
    if (this.shown.measure !== measure) {
      data.code.forEach((code, row) => {
        map.setFeatureState({ source: TILES, sourceLayer: AREAS, id: Number(code) }, { step: data.step(measure, row) });
      });
    }
    const chosen = place === undefined ? ["literal", false] : ["==", ["id"], Number(data.code[place])];
    map.setFilter("chosen", chosen).setFilter("chosen-under", chosen);
    map.setFilter("veil", group ? ["!=", ["get", "group"], group.code] : ["literal", false]);
    map.setFilter("group", group ? ["==", ["get", "group"], group.code] : ["literal", false]);
    for (const layer of ["clusters", "cluster-counts"]) map.setLayoutProperty(layer, "visibility", clusters ? "visible" : "none");
    map.setLayoutProperty("names", "visibility", clusters ? "none" : "visible");
    this.shown = { measure, place, group, clusters };
  }

  goTo(point) {
    this.map.easeTo({ center: point, zoom: Math.max(this.map.getZoom(), NEAR), padding: this.#padding() });
  }

  fit([west, south, east, north]) {
    this.map.fitBounds([west, south, east, north], { padding: EDGE });
  }

  /** All of it, as it was at first. */
  reset() {
    this.map.resize().fitBounds(this.home, { padding: EDGE, animate: false });
  }

  /** On a phone, where a sheet covers half of the screen: bring the map into the other half. */
  reveal() {
    if (isNarrow()) this.map.getContainer().scrollIntoView({ block: "start" });
  }

  focus() {
    this.map.getCanvas().focus();
  }

  /** The map as a picture, drawn now. */
  picture() {
    this.map.redraw();
    return this.map.getCanvas().toDataURL();
  }

  /** Call with the row of the municipality that is clicked, or is in the middle when Enter is pressed. */
  onPlace(call) {
    this.map.on("click", ({ point }) => {
      if (this.#clustersAt(point).length) return;
      const row = this.#placeAt(point);
      if (row !== undefined) call(row);
    });
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const row = this.#placeAt(this.map.project(this.map.getCenter()));
      if (row !== undefined) call(row);
    });
    this.onOne = call;
  }

  /** Call with the rows of a cluster that is clicked; a single municipality goes to `onPlace`. */
  onCluster(call) {
    this.map.on("click", async ({ point }) => {
      const [feature] = this.#clustersAt(point);
      if (!feature) return;
      if (!feature.properties.cluster) return this.onOne(feature.properties.row);
      const source = this.map.getSource(PROJECTS);
      const leaves = await source.getClusterLeaves(feature.properties.cluster_id, feature.properties.point_count, 0);
      call(leaves.map((leaf) => leaf.properties.row));
    });
  }

  #clustersAt(point) {
    return this.shown.clusters ? this.map.queryRenderedFeatures(point, { layers: ["clusters"] }) : [];
  }

  #placeAt(point) {
    const [feature] = this.map.queryRenderedFeatures(point, { layers: ["areas"] });
    return feature && this.data.find(String(feature.id).padStart(6, "0"));
  }

  /** The sheet at the bottom of a phone's screen hides a part of the map. */
  #padding() {
    return { top: 0, left: 0, right: 0, bottom: isNarrow() ? this.map.getContainer().clientHeight / 2 : 0 };
  }

  /** The name and the value of what is under the mouse. */
  #hint() {
    const hint = new Popup({ closeButton: false, closeOnClick: false, className: "atlas-hint", offset: 12 });
    const { map, data, words } = this;
    map.on("mousemove", ({ point, lngLat }) => {
      const row = this.#clustersAt(point).length ? undefined : this.#placeAt(point);
      map.getCanvas().style.cursor = row === undefined && !this.#clustersAt(point).length ? "" : "pointer";
      if (row === undefined) return void hint.remove();
      const { measure } = this.shown;
      const value = data.projects[row] === 0 ? words.of("no-projects") : words.value(measure.values[row], measure.unit);
      hint.setLngLat(lngLat).setText(`${data.title[row]}: ${value}`).addTo(map);
    });
    map.on("mouseout", () => hint.remove());
  }
}
