// What every page does: keys, tables that sort, and parts that follow the record while it is being written to.

const GO = { f: "/", e: "/events", r: "/review", d: "/dossiers", p: "/pictures", c: "/coding", b: "/brief" };
let waitingForGo = -Infinity; // when "g" was pressed, which waits for where to go

export function typing(event) {
  const at = event.target;
  return at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && !/^(radio|checkbox)$/.test(at.type);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
  if (event.timeStamp - waitingForGo < 1200 && GO[event.key]) {
    waitingForGo = -Infinity;
    location.href = GO[event.key];
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (event.key === "g") {
    waitingForGo = event.timeStamp;
  } else if (event.key === "/") {
    document.getElementById("q")?.focus();
    event.preventDefault();
  } else if (event.key === "?") {
    location.href = "/help";
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  }
}, true);

function step(by) {
  const rows = [...document.querySelectorAll("table.rows tbody tr")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("at"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  rows[at]?.classList.remove("at");
  next.classList.add("at");
  next.querySelector("a")?.focus();
  next.scrollIntoView({ block: "nearest" });
}

// ------------------------------------------------------------------ sorting

function sortable(table) {
  for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
    if (!head.hasAttribute("aria-sort")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = "Sort what is shown";
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(table, head, column));
  }
}

function sort(table, head, column) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const text = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const apart = (row) => row.cells[column].hasAttribute("data-apart"); // what has no rank stays last either way
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => apart(a) - apart(b) || text(a).localeCompare(text(b), "en", { numeric: true }) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
}

const prepare = (where) => where.querySelectorAll("table[data-sortable]").forEach(sortable);

// ------------------------------------------------------------------ following the record

const EVERY = 4000;
const LOOKS = 8;
let known = document.body.dataset.change;
let again = 0; // counts that are slow to make may be half a minute behind: what has changed is looked at until then

async function look() {
  if (document.hidden || !document.querySelector("[data-live]")) return;
  let answer;
  try {
    answer = await fetch("/live", { headers: { Accept: "application/json" } });
  } catch {
    return;
  }
  if (!answer.ok || answer.redirected) return;
  const { change } = await answer.json();
  if (change === known && again <= 0) return;
  again = change !== known ? LOOKS : again - 1;
  const page = await fetch(location.href);
  if (!page.ok) return;
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  known = change;
  let changed = false;
  for (const part of document.querySelectorAll("[data-live]")) {
    const other = fresh.getElementById(part.id);
    if (!other || other.innerHTML === part.dataset.was || part.contains(document.activeElement)) continue;
    const was = part.dataset.was ?? part.innerHTML;
    part.dataset.was = other.innerHTML;
    if (was === other.innerHTML) continue;
    part.replaceChildren(...[...other.childNodes].map((node) => document.importNode(node, true)));
    part.classList.remove("fresh");
    void part.offsetWidth;
    part.classList.add("fresh");
    prepare(part);
    changed = true;
  }
  if (changed) document.getElementById("fresh").textContent = "Brought up to date at " + new Date().toLocaleTimeString();
}

for (const part of document.querySelectorAll("[data-live]")) part.dataset.was = part.innerHTML;
prepare(document);
const small = matchMedia("(max-width: 960px)");
const unfold = () => { for (const fold of document.querySelectorAll("details.fold")) fold.open = !small.matches; };
small.addEventListener("change", unfold); // a telephone that is turned
if (small.matches) unfold();
setInterval(look, EVERY);
