// Small courtesies on pages that work without them.

const FOLDS = "details.menu, details.pick";

function closeFolds(except) {
  for (const fold of document.querySelectorAll(FOLDS)) {
    if (fold.open && fold !== except) {
      fold.open = false;
    }
  }
}

// A menu closes when another thing is touched, and gives the focus back on Escape.
document.addEventListener("click", (event) => {
  closeFolds(event.target.closest(FOLDS));
});

document.addEventListener("keydown", (event) => {
  const fold = event.key === "Escape" && event.target.closest(FOLDS);
  if (fold && fold.open) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
});

// A second press of a button cannot post a form twice, and Back makes it usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-disabled]")?.removeAttribute("aria-disabled");
  }
});
