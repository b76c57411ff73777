// What makes the page quicker to use; it works without.
import { suggestInto } from "./suggestions.js";
import { listenToKeys } from "./keys.js";
import { offerThemes } from "./themes.js";

for (const form of document.querySelectorAll("form[data-suggest]")) {
  suggestInto(form);
}
listenToKeys();
offerThemes();
