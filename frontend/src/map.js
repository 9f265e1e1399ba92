// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The interactive map. The drawn one stands on the page already: it is replaced only once this one has come up without
// an error, so that a browser without WebGL keeps what it has.
import { start } from "./atlas/start.js";

const atlas = document.querySelector("[data-atlas]");
if (atlas) start(atlas).catch((reason) => console.info("The drawn map stays:", reason));
