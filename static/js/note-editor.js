// Shows beside the notes, while they are typed, what they will look like.
// Without this module the "Preview" button does the same.

const PAUSE = 500; // milliseconds after the last key

const form = document.querySelector("form[data-preview]");
const source = form?.querySelector("textarea");
const target = document.querySelector("[data-preview-target]");

let timer;
let running;

async function showPreview() {
  running?.abort();
  running = new AbortController();
  try {
    const response = await fetch(form.dataset.preview, {
      method: "POST",
      body: new FormData(form),
      signal: running.signal,
      redirect: "error",
    });
    const text = await response.text();
    if (response.ok) {
      target.innerHTML = text; // made by the one door from Markdown to HTML
    } else if (response.status === 429) {
      target.textContent = text;
    }
  } catch {
    // No connection, or a newer preview took over: what is shown stays.
  }
}

if (source && target) {
  // The preview stands below the text on a phone: the button leads there.
  form.querySelector("[data-preview-button]").addEventListener("click", (event) => {
    event.preventDefault();
    showPreview();
    target.scrollIntoView({ block: "nearest" });
  });
  source.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(showPreview, PAUSE);
  });
}
