// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Paper gets a picture of the map as it stands: what WebGL has drawn is gone by the time a page is printed.

export function printable(map, stage) {
  const picture = document.createElement("img");
  picture.className = "atlas-printed";
  picture.alt = "";
  stage.append(picture);
  addEventListener("beforeprint", () => {
    picture.src = map.picture();
  });
}
