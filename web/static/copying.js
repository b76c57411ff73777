// Buttons that copy a text of the page; without this they are not shown.

export function offerCopies() {
  for (const button of document.querySelectorAll("button[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = button.dataset.copied;
    button.setAttribute("aria-live", "polite");
  } catch {
    getSelection().selectAllChildren(text); // copying is forbidden: the text is at least selected
  }
}
