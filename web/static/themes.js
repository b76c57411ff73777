// A button that goes from the system's theme to light to dark; what it says is CSS's to choose.

const THEMES = ["system", "light", "dark"];

export function offerThemes() {
  document.querySelector("button.theme")?.addEventListener("click", () => {
    choose(THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length]);
  });
}

function current() {
  return document.documentElement.dataset.theme ?? "system";
}

function choose(theme) {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // storage is forbidden: the theme lasts as long as the page
  }
}
