// The theme that the reader chose, before anything is painted. It stays in this browser.
"use strict";
{
  const chosen = (() => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is forbidden: the system decides
    }
  })();
  document.documentElement.classList.add("js");
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
}
