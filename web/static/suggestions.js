// Suggestions while typing, as an ARIA combobox with a list box.

const WAIT_MS = 60; // after the last key: nobody reads faster than they type
const RECENT_KEY = "recent";
const MOST_RECENT = 20;

export function suggestInto(form) {
  const box = new Combobox(form);
  form.addEventListener("submit", () => remember(box.input.value));
}

class Combobox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.list = form.appendChild(document.createElement("ul"));
    this.list.id = `suggestions-${document.querySelectorAll("[role=listbox]").length}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.getAttribute("aria-label"));
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.typed = this.input.value;
    this.current = -1;
    this.asked = 0;
    this.describe();
    this.listen();
  }

  describe() {
    const { input } = this;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
  }

  listen() {
    const { input, list } = this;
    input.addEventListener("input", () => this.typing());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        this.take(option);
        this.form.requestSubmit();
      }
    });
  }

  typing() {
    this.typed = this.input.value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    const text = this.input.value;
    const number = ++this.asked;
    const recent = recentQueries(text).map((query) => ({ text: query, kind: "recent" }));
    let found = [];
    if (text.trim()) {
      try {
        const answer = await fetch(`${this.form.dataset.suggest}?${new URLSearchParams({ q: text })}`);
        found = answer.ok ? (await answer.json()).suggestions : [];
      } catch {
        found = []; // the server is gone: the box is still a box
      }
    }
    if (number === this.asked && document.activeElement === this.input) {
      const known = new Set(recent.map((each) => each.text));
      this.show([...recent, ...found.filter((each) => !known.has(each.text))]);
    }
  }

  show(suggestions) {
    this.current = -1;
    this.list.replaceChildren(...suggestions.map((each, place) => this.option(each, place)));
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  option(suggestion, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = suggestion.text;
    item.dataset.kind = suggestion.kind;
    item.append(...emphasized(suggestion));
    return item;
  }

  key(event) {
    const isOpen = !this.list.hidden;
    if (event.isComposing) {
      return;
    }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      if (isOpen) {
        this.move(event.key === "ArrowDown" ? 1 : -1);
      } else {
        this.ask();
      }
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.input.value = this.typed;
      this.close();
    } else if (event.key === "Enter" && isOpen) {
      this.close(); // what stands in the box is searched
    }
  }

  move(step) {
    const options = [...this.list.children];
    const places = options.length + 1; // one more for what was typed
    this.current = ((this.current + 1 + step + places) % places) - 1;
    options.forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.current));
    });
    const option = options[this.current];
    this.input.value = option ? option.dataset.text : this.typed;
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  take(option) {
    this.input.value = option.dataset.text;
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.show([]);
  }
}

function emphasized({ text, highlights = [] }) {
  const letters = Array.from(text); // spans count code points
  const pieces = [];
  let end = 0;
  for (const [start, stop] of highlights) {
    pieces.push(letters.slice(end, start).join(""));
    const strong = document.createElement("b");
    strong.textContent = letters.slice(start, stop).join("");
    pieces.push(strong);
    end = stop;
  }
  pieces.push(letters.slice(end).join(""));
  return pieces;
}

// Recent queries stay in this browser.

function recentQueries(typed) {
  const wanted = typed.trim().toLowerCase();
  return stored()
    .filter((query) => query.toLowerCase().startsWith(wanted) && query !== typed)
    .slice(0, wanted ? 3 : 8);
}

function remember(query) {
  const text = query.trim();
  if (text) {
    const others = stored().filter((each) => each !== text);
    store([text, ...others].slice(0, MOST_RECENT));
  }
}

function stored() {
  try {
    const queries = JSON.parse(localStorage.getItem(RECENT_KEY) ?? "[]");
    return Array.isArray(queries) ? queries.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

function store(queries) {
  try {
    localStorage.setItem(RECENT_KEY, JSON.stringify(queries));
  } catch {
    // storage is forbidden or full: nothing is remembered
  }
}
