// The editor's forms come back to the editor; htmx then changes the page in place. Where
// they come back to another page (the session has ended), that page is shown whole.

const DESK = "desk";

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (!xhr.responseText.includes(`id="${DESK}"`)) {
    event.detail.shouldSwap = false;
    window.location.assign(xhr.responseURL || window.location.href);
  }
});

// The button that was pressed is gone: go on from the heading above the points.
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body) {
    document.getElementById("pane-title")?.focus({ preventScroll: true });
  }
});
