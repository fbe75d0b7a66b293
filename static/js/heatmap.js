// The table of themes by cells: arrow keys walk its squares, Enter opens the words behind
// a number, Escape comes back. Everything here is a link to a page that works without it.

const layout = document.querySelector("[data-heat]");
const body = layout.querySelector("tbody");
const drawer = document.getElementById("drawer");
const home = drawer.parentElement;
const line = layout.querySelector("[data-reading]");
const narrow = window.matchMedia("(max-width: 47.99rem)");

// One square is in the order of tabs; the arrow keys reach the others.

const rows = [...body.rows].map((row) =>
  [...row.querySelectorAll(".heat-square")].map((cell) => cell.querySelector("a")),
);
const squares = rows.flat().filter(Boolean);

function placeOf(square) {
  const row = rows.findIndex((links) => links.includes(square));
  return [row, rows[row].indexOf(square)];
}

function letTabReach(square) {
  for (const other of squares) {
    other.tabIndex = other === square ? 0 : -1;
  }
}

const STEPS = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

// The next filled square in the direction of the key, over the empty ones.
function neighbour(square, [down, across]) {
  let [row, column] = placeOf(square);
  do {
    row += down;
    column += across;
    if (rows[row]?.[column]) {
      return rows[row][column];
    }
  } while (row >= 0 && row < rows.length && column >= 0 && column < rows[row].length);
  return null;
}

function edge(square, key) {
  const filled = rows[placeOf(square)[0]].filter(Boolean);
  return key === "Home" ? filled[0] : filled.at(-1);
}

body.addEventListener("keydown", (event) => {
  const square = event.target.closest("a.heat");
  if (!square || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key in STEPS || event.key === "Home" || event.key === "End") {
    event.preventDefault();
    const next = STEPS[event.key] ? neighbour(square, STEPS[event.key]) : edge(square, event.key);
    next?.focus();
  } else if (event.key === "Escape") {
    drawer.querySelector(".close")?.click();
  }
});

body.addEventListener("focusin", (event) => {
  const square = event.target.closest("a.heat");
  if (square) {
    letTabReach(square);
    read(square);
  }
});

body.addEventListener("pointerover", (event) => {
  const square = event.target.closest("a.heat");
  if (square) {
    read(square);
  }
});

// The line below a dense table says what the square under pointer or focus is.
function read(square) {
  if (!line) {
    return;
  }
  const step = [...square.classList].find((name) => /^h\d$/.test(name));
  const [tile, words] = line.children;
  tile.className = `tile small ${step}`;
  tile.textContent = square.textContent;
  words.textContent = square.getAttribute("aria-label");
  line.hidden = false;
}

// The drawer: its square is marked, and on phones it unfolds under its row.

function openedSquare() {
  const open = drawer.querySelector(".drawer");
  return open && squares.find((square) => {
    const asked = new URLSearchParams(square.search);
    return asked.get("theme") === open.dataset.theme && asked.get("cell") === open.dataset.cell;
  });
}

function openedRow() {
  const theme = drawer.querySelector(".drawer")?.dataset.theme;
  return [...body.rows].find((row) => {
    const link = row.querySelector(".heat-theme a");
    return link && new URLSearchParams(link.search).get("theme") === theme;
  });
}

function putInPlace() {
  const unfolded = body.querySelector(".heat-words");
  const row = narrow.matches && openedRow();
  if (!row) {
    home.append(drawer);
    unfolded?.remove();
    return;
  }
  const under = unfolded ?? document.createElement("tr");
  if (!unfolded) {
    under.className = "heat-words";
    under.append(document.createElement("td"));
    under.firstChild.colSpan = row.cells.length;
  }
  row.after(under);
  under.firstChild.append(drawer);
}

function markOpened() {
  const square = openedSquare();
  for (const other of squares) {
    other.classList.toggle("selected", other === square);
  }
  letTabReach(square ?? document.activeElement.closest?.("a.heat") ?? squares[0]);
}

let cameFrom = null;
let isByKey = false;

layout.addEventListener("click", (event) => {
  const link = event.target.closest("tbody a, .drawer-nav a");
  if (link) {
    cameFrom = link;
    isByKey = event.detail === 0;
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== drawer) {
    return;
  }
  putInPlace();
  markOpened();
  const open = drawer.querySelector(".drawer");
  if (!open) {
    (cameFrom?.isConnected ? cameFrom : squares[0])?.focus({ preventScroll: true });
  } else if (isByKey) {
    open.focus({ preventScroll: true });
  }
  open?.scrollIntoView({ block: "nearest" });
});

drawer.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    (openedSquare() ?? openedRow()?.querySelector(".heat-theme a") ?? squares[0])?.focus();
  }
});

narrow.addEventListener("change", putInPlace);
putInPlace();
markOpened();
