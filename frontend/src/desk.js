// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// htmx for the desk and the page of an inquiry. What it may do stands in the `htmx-config` of their templates: nothing
// that the content security policy forbids. All pages work without it.
import "htmx.org";

// The plan's tree is longer than the window: it opens where the record at hand stands.
const current = document.querySelector(".plan-tree [aria-current]");
if (current) {
  const tree = current.closest(".plan-tree");
  tree.scrollTop = current.offsetTop - tree.clientHeight / 3;
}
