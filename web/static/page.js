// What makes the page quicker to use; it works without.
import { suggestInto } from "./suggestions.js";
import { listenToKeys } from "./keys.js";
import { offerCopies } from "./copying.js";
import { offerThemes } from "./themes.js";
import { stepThroughOccurrences } from "./occurrences.js";

for (const form of document.querySelectorAll("form[data-suggest]")) {
  suggestInto(form);
}
listenToKeys();
offerThemes();
offerCopies();
stepThroughOccurrences();
