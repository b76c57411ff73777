// The occurrences of a query in an article, one after the other; without this, links lead to each.

export function stepThroughOccurrences() {
  const steps = document.querySelector("[data-occurrences]");
  if (!steps) {
    return;
  }
  const next = steps.querySelector("[data-next]");
  const previous = steps.querySelector("[data-previous]");
  const counter = steps.querySelector("[data-current]");
  let current = 0;
  previous.hidden = false;
  steps.querySelector("[data-all]")?.setAttribute("hidden", "");
  const go = (step) => (event) => {
    event.preventDefault();
    const marks = shown();
    if (marks.length === 0) {
      return;
    }
    current = wrapped(current + step, marks.length);
    counter.textContent = String(current);
    lead(marks[current - 1]);
  };
  next.addEventListener("click", go(1));
  previous.addEventListener("click", go(-1));
}

// From 1 on; beyond the last one is the first again.
function wrapped(number, count) {
  return ((((number - 1) % count) + count) % count) + 1;
}

function shown() {
  return [...document.querySelectorAll("article mark")].filter((each) => each.offsetParent);
}

function lead(mark) {
  document.querySelector("article mark.current")?.classList.remove("current");
  mark.classList.add("current");
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center", behavior: "instant" });
  history.replaceState(null, "", `#${mark.id}`);
}
