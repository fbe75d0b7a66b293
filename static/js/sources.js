// What helps on the page of a published summary, which works without it.

// One switch shows where every passage comes from. Without this script it is a link to
// the same page with all sources open.

const sources = document.querySelectorAll("details.source");
const control = document.querySelector("[data-sources]");

function show(isShown) {
  for (const source of sources) {
    source.open = isShown;
  }
  control.dataset.sources = isShown ? "shown" : "hidden";
  control.textContent = isShown ? "Hide all sources" : "Show all sources";
  control.setAttribute("aria-pressed", String(isShown));
  const address = new URL(window.location);
  if (isShown) {
    address.searchParams.set("sources", "all");
  } else {
    address.searchParams.delete("sources");
  }
  window.history.replaceState(null, "", address);
}

if (control && sources.length) {
  control.setAttribute("role", "button");
  control.setAttribute("aria-pressed", String(control.dataset.sources === "shown"));
  control.addEventListener("click", (event) => {
    event.preventDefault();
    show(control.dataset.sources !== "shown");
  });
  control.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      control.click();
    }
  });
}

// On paper every sheet says in its foot what it is a sheet of.
const foot = document.querySelector("[data-foot]")?.dataset.foot;
if (foot) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page {
    @bottom-left { content: ${JSON.stringify(foot)}; font: 8pt sans-serif; }
    @bottom-right { content: counter(page); font: 8pt sans-serif; }
  }`);
  document.adoptedStyleSheets.push(sheet);
}
