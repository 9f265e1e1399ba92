// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How the map looks: a sheet of an atlas, and nothing from elsewhere. Colours are those of the page's own sheet; text is
// drawn by the browser in the page's own font.
import { UNKNOWN } from "./data.js";

const FONT = ["Titillium Web"];
export const TILES = "tiles";
export const AREAS = "municipalities";
export const PLACES = "places";
export const PROJECTS = "projects";

/** A whole number under a million with its thousands apart, always: the map's own format leaves four digits together. */
function thousands(number, separator) {
  const rest = ["slice", ["to-string", ["+", 1000, ["%", number, 1000]]], 1];
  return ["case", ["<", number, 1000], ["to-string", number], ["concat", ["to-string", ["floor", ["/", number, 1000]]], separator, rest]];
}

/** The values of the sheet's custom properties. */
function tokens() {
  const sheet = getComputedStyle(document.documentElement);
  return (name) => sheet.getPropertyValue(`--${name}`).trim();
}

/** The style of the map of `data` on `tiles`. */
export function style({ tiles, levels, bbox, data, projects, separator }) {
  const token = tokens();
  const state = ["coalesce", ["feature-state", "step"], UNKNOWN];
  const isUnknown = ["==", state, UNKNOWN];
  const area = { source: TILES, "source-layer": AREAS };
  const border = { source: TILES, "source-layer": "borders" };
  const [first, last] = levels;
  return {
    version: 8,
    sources: {
      [TILES]: { type: "vector", tiles: [tiles], minzoom: first, maxzoom: last, bounds: bbox },
      [PLACES]: { type: "geojson", data },
      [PROJECTS]: {
        type: "geojson",
        data: projects,
        cluster: true,
        clusterRadius: 56,
        clusterMaxZoom: last,
        clusterProperties: { projects: ["+", ["get", "projects"]], funded: ["+", ["get", "funded"]] },
      },
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": token("paper-deep") } },
      {
        id: "areas",
        type: "fill",
        ...area,
        paint: {
          "fill-color": ["match", state, ...[1, 2, 3, 4, 5].flatMap((step) => [step, token(`step-${step}`)]), "#fff"],
          "fill-antialias": false, // or else the paper would shine through between neighbours
        },
      },
      {
        id: "unknown",
        type: "fill",
        ...area,
        paint: { "fill-pattern": "hatch", "fill-opacity": ["case", isUnknown, 1, 0], "fill-antialias": false },
      },
      // what is not of the chosen group steps back
      { id: "veil", type: "fill", ...area, filter: ["literal", false], paint: { "fill-color": token("paper-deep"), "fill-opacity": 0.75 } },
      {
        id: "outlines",
        type: "line",
        ...area,
        paint: {
          "line-color": ["case", ["any", isUnknown, ["==", state, 0]], "#8a95a3", "#fff"],
          "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.1, 8, 0.6, 11, 1.2],
          "line-opacity": ["interpolate", ["linear"], ["zoom"], 5.5, 0, 7.5, 1],
        },
      },
      {
        id: "borders",
        type: "line",
        ...border,
        layout: { "line-join": "round" },
        paint: {
          "line-color": token("ink-soft"),
          "line-width": ["interpolate", ["linear"], ["zoom"], 5, ["match", ["get", "rank"], 0, 1, 0.5], 9, ["match", ["get", "rank"], 0, 1.6, 1.2]],
        },
      },
      {
        id: "group",
        type: "line",
        ...border,
        filter: ["literal", false],
        layout: { "line-join": "round" },
        paint: { "line-color": token("ink"), "line-width": 2.5 },
      },
      line("chosen-under", "#fff", 6),
      line("chosen", token("late"), 3),
      {
        id: "names",
        type: "symbol",
        source: PLACES,
        filter: [">=", ["get", "population"], ["step", ["zoom"], 250000, 6, 80000, 7, 30000, 8, 12000, 8.6, 5000, 9.2, 0]],
        layout: {
          "text-field": ["get", "title"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["get", "population"], 5000, 13, 100000, 15, 1000000, 18],
          "text-max-width": 8,
          "text-padding": 6,
          "symbol-sort-key": ["-", 0, ["get", "population"]],
        },
        paint: { "text-color": token("ink"), "text-halo-color": "rgba(255, 255, 255, 0.92)", "text-halo-width": 1.6 },
      },
      {
        id: "clusters",
        type: "circle",
        source: PROJECTS,
        layout: { visibility: "none" },
        paint: {
          "circle-color": "#fff",
          "circle-opacity": 0.92,
          "circle-stroke-color": token("accent"),
          "circle-stroke-width": 2,
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "projects"]], 0, 17, 30, 26, 200, 40],
        },
      },
      {
        id: "cluster-counts",
        type: "symbol",
        source: PROJECTS,
        layout: {
          visibility: "none",
          "text-field": [
            "format",
            thousands(["get", "projects"], separator),
            { "font-scale": 1 },
            "\n",
            {},
            ["concat", thousands(["round", ["/", ["get", "funded"], 1e6]], separator), " M€"],
            { "font-scale": 0.8 },
          ],
          "text-font": FONT,
          "text-size": 13,
          "text-line-height": 1.1,
          "text-allow-overlap": true,
          "text-ignore-placement": true,
        },
        paint: { "text-color": token("ink") },
      },
    ],
  };

  function line(id, color, width) {
    const paint = { "line-color": color, "line-width": width };
    return { id, type: "line", ...area, filter: ["literal", false], layout: { "line-join": "round" }, paint };
  }
}

/** The hatching of what is not known, as the page's own pattern: stripes from corner to corner, without a seam. */
export function hatch(side = 16) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#f4f5f7";
  pen.fillRect(0, 0, side, side);
  pen.strokeStyle = "#8a95a3";
  pen.lineWidth = side / 5;
  for (const shift of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(shift - side, side * 2);
    pen.lineTo(shift + side * 2, -side);
    pen.stroke();
  }
  return pen.getImageData(0, 0, side, side);
}
