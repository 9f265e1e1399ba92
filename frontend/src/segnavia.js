// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The menu on small screens. It starts itself on `data-bs-toggle="navbarcollapsible"`; without JavaScript
// noscript.css shows the menu open. Nothing else on the pages needs a script.
import NavBarCollapsible from "bootstrap-italia/dist/plugins/navbar-collapsible.js";

for (const menu of document.querySelectorAll(".navbar-collapsable")) NavBarCollapsible.getOrCreateInstance(menu);
