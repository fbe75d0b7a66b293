// Joins a point and the passage it was made of: touching one marks the other.

function both(number) {
  return document.querySelectorAll(`#point-${number}, #said-${number}`);
}

function numberOf(element) {
  const part = element?.closest?.("mark.marker[id], [data-point]");
  return part?.dataset.point ?? part?.id.replace("point-", "");
}

function mark(event) {
  const number = numberOf(event.target);
  for (const part of number ? both(number) : []) {
    part.classList.toggle("current", event.type === "pointerover" || event.type === "focusin");
  }
}

if (document.querySelector("[data-notes]")) {
  for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) {
    document.addEventListener(type, mark);
  }
}
