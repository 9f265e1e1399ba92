// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Builds the portal's assets into the package's static folder, which git ignores and the wheel ships:
//   segnavia.css   the parts of Bootstrap Italia that the pages use, then our own sheets
//   noscript.css   opens the menu where there is no JavaScript
//   desk.css       forms and menu of the desk
//   segnavia.js    the menu on small screens
//   desk.js        htmx, for the desk
//   map.js         the interactive map with MapLibre, for the pages that have one; map-worker.js and map.css are its own
//   icons.svg      the symbols that the templates name, nothing else
//   fonts/         Titillium Web, the weights of _fonts.scss: for browsers, and for what draws charts and documents
//
// Run `npm install --ignore-scripts --no-package-lock && node build.mjs` in this folder.

import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const portal = path.resolve(here, "../src/segnavia/portal");
const desk = path.resolve(here, "../src/segnavia/desk");
const target = path.join(portal, "static/portal/dist");
const aside = `${target}.building`;
const italia = path.dirname(createRequire(import.meta.url).resolve("bootstrap-italia/package.json"));

await rm(aside, { recursive: true, force: true });
await mkdir(path.join(aside, "fonts"), { recursive: true });

for (const sheet of ["segnavia", "noscript", "desk", "map"]) {
  // Bootstrap Italia still uses @import and old colour functions: its warnings are its authors' to read.
  const { css } = sass.compile(path.join(here, "src", `${sheet}.scss`), {
    style: "compressed",
    loadPaths: [path.join(italia, "src/scss"), path.dirname(italia)],
    quietDeps: true,
    silenceDeprecations: ["import"],
  });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, legalComments: "none" });
  await writeFile(path.join(aside, `${sheet}.css`), code);
}

await esbuild.build({
  entryPoints: ["segnavia", "desk"].map((name) => path.join(here, "src", `${name}.js`)),
  outdir: aside,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
});

// Of today's modules, as MapLibre is; its worker is a file of its own, so that the content policy needs no blob.
await esbuild.build({
  entryPoints: {
    map: path.join(here, "src/map.js"),
    "map-worker": path.join(path.dirname(italia), "maplibre-gl/dist/maplibre-gl-worker.mjs"),
  },
  outdir: aside,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
});

await writeFile(path.join(aside, "icons.svg"), await sprite());
for (const font of await fonts()) {
  await cp(path.join(italia, "dist/fonts/Titillium_Web", font), path.join(aside, "fonts", font));
  // charts and documents are drawn without a browser, by what reads TrueType alone
  const drawn = font.replace(/woff2$/, "ttf");
  await cp(path.join(italia, "dist/fonts/Titillium_Web", drawn), path.join(aside, "fonts", drawn));
}

await rm(target, { recursive: true, force: true });
await rename(aside, target);

/** The names of the fonts that the built sheet asks for. */
async function fonts() {
  const css = await readFile(path.join(aside, "segnavia.css"), "utf8");
  return new Set([...css.matchAll(/fonts\/([\w-]+\.woff2)/g)].map((match) => match[1]));
}

/** A sprite of the symbols that templates and tags name as `it-…`; a name that Bootstrap Italia lacks stops the build. */
async function sprite() {
  const all = await readFile(path.join(italia, "dist/svg/sprites.svg"), "utf8");
  const names = new Set();
  for (const templates of [path.join(portal, "templates"), path.join(desk, "templates")]) {
    for (const file of await readdir(templates, { recursive: true })) {
      if (!file.endsWith(".html")) continue;
      const text = await readFile(path.join(templates, file), "utf8");
      for (const match of text.matchAll(/icon "(it-[a-z-]+)"/g)) names.add(match[1]);
    }
  }
  const symbols = [...names].sort().map((name) => {
    const symbol = all.match(new RegExp(`<symbol[^>]*id="${name}"[\\s\\S]*?</symbol>`));
    if (!symbol) throw new Error(`Bootstrap Italia has no icon ${name}: look for its name in dist/svg/sprites.svg`);
    return symbol[0];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}
