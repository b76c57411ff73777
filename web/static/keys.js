// Keys: / to the box, j and k along the results, n and p along the marks, ? for help.

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) {
      return;
    }
    const act = ACTIONS[event.key];
    if (act && act()) {
      event.preventDefault();
    }
  });
}

const ACTIONS = {
  "/": () => focused(document.querySelector("input[name=q]"), (box) => box.select()),
  "?": () => followed(document.querySelector("a[data-help]")),
  j: () => moved(".hit h2 a", 1),
  k: () => moved(".hit h2 a", -1),
  n: () => followed(document.querySelector("[data-occurrences] [data-next]")),
  p: () => followed(document.querySelector("[data-occurrences] [data-previous]")),
};

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function focused(element, then) {
  if (!element) {
    return false;
  }
  element.focus();
  then?.(element);
  return true;
}

function followed(link) {
  link?.click();
  return Boolean(link);
}

function moved(selector, step) {
  const places = [...document.querySelectorAll(selector)].filter((each) => each.offsetParent);
  if (places.length === 0) {
    return false;
  }
  const current = places.indexOf(document.activeElement);
  const next = current < 0 ? (step > 0 ? 0 : places.length - 1) : current + step;
  const element = places[Math.max(0, Math.min(places.length - 1, next))];
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center", behavior: "instant" });
  return true;
}
