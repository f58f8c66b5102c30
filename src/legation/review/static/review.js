// Review by keys: what is pressed stands on the buttons; while a value is edited, the words that show it are marked.
import { typing } from "./desk.js";

const panels = ["edit", "merge", "split"].map((id) => document.getElementById(id)).filter(Boolean);

function open(id) {
  for (const panel of panels) panel.open = panel.id === id && !panel.open;
  const panel = document.getElementById(id);
  if (!panel?.open) return;
  panel.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  panel.scrollIntoView({ block: "nearest" });
}

function close(id) {
  const panel = document.getElementById(id);
  if (panel) panel.open = false;
  document.getElementById("main").focus();
}

for (const button of document.querySelectorAll("[data-opens]")) button.addEventListener("click", () => open(button.dataset.opens));
for (const button of document.querySelectorAll("[data-closes]")) button.addEventListener("click", () => close(button.dataset.closes));

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  const panel = panels.find((one) => one.open);
  if (event.key === "Escape" && panel) {
    close(panel.id);
    event.preventDefault();
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && panel?.contains(event.target)) {
    panel.querySelector("form").requestSubmit();
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event)) {
    if (event.key === "Escape") document.getElementById("main").focus();
    return;
  }
  if (panel && panel.id !== "edit" && /^[1-9]$/.test(event.key)) {
    panel.querySelector(`[data-number="${event.key}"]`)?.click();
    event.preventDefault();
    return;
  }
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  if (wanted.tagName === "INPUT") wanted.focus();
  else wanted.click();
  event.preventDefault();
});

// An act is sent once, however often its key is pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}

// ------------------------------------------------------------------ the words that show a value

const words = document.getElementById("words");
const edit = document.querySelector("form.edit");
let field = null;
let asked = 0;

function mark(start, end) {
  for (const piece of words.querySelectorAll(".for-chosen")) piece.classList.remove("for-chosen");
  if (start === null) return;
  for (const piece of words.querySelectorAll("[data-at]")) {
    const at = Number(piece.dataset.at);
    const length = piece.textContent.length;
    if (at < end && at + length > start) cut(piece, at, Math.max(start - at, 0), Math.min(end - at, length));
  }
}

// Only the words themselves are marked: a piece is cut where they begin and end.
function cut(piece, at, from, to) {
  const text = piece.textContent;
  const parts = [[0, from], [from, to], [to, text.length]].filter(([a, b]) => b > a);
  const made = parts.map(([a, b]) => {
    const part = piece.cloneNode(false);
    if (part.tagName !== "MARK" && a === from) {
      const marked = document.createElement("mark");
      marked.dataset.at = at + a;
      marked.textContent = text.slice(a, b);
      marked.classList.add("for-chosen");
      return marked;
    }
    part.dataset.at = at + a;
    part.textContent = text.slice(a, b);
    if (a === from) part.classList.add("for-chosen");
    return part;
  });
  piece.replaceWith(...made);
}

async function show(input) {
  const number = ++asked;
  const query = new URLSearchParams({ report: words.dataset.report, field: input.name, value: input.value });
  const answer = await fetch(`/review/words?${query}`);
  if (!answer.ok || number !== asked) return;
  const { start, end, text } = await answer.json();
  input.parentElement.querySelector(".found").textContent = start === null ? "no words of the story show this" : `shown by “${text}”`;
  edit.elements[`words-${input.name}`].value = "";
  mark(start, end);
}

function chosen() {
  const selection = document.getSelection();
  if (!field || !selection.rangeCount || selection.isCollapsed || !words.contains(selection.anchorNode) || !words.contains(selection.focusNode)) return;
  const range = selection.getRangeAt(0);
  const place = (node, offset) => {
    const piece = (node.nodeType === 3 ? node.parentElement : node).closest("[data-at]");
    return piece ? Number(piece.dataset.at) + (node.nodeType === 3 ? offset : 0) : null;
  };
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  edit.elements[`words-${field.name}`].value = `${start}-${end}`;
  field.parentElement.querySelector(".found").textContent = `shown by “${selection.toString()}” (your choice)`;
  selection.removeAllRanges();
  mark(start, end);
}

if (words && edit) {
  let timer = 0;
  edit.addEventListener("focusin", (event) => {
    if (event.target.id?.startsWith("f-") && event.target.name !== "note") field = event.target;
  });
  edit.addEventListener("input", (event) => {
    if (!event.target.id?.startsWith("f-") || event.target.name === "note") return;
    clearTimeout(timer);
    timer = setTimeout(() => show(event.target), 150);
  });
  words.addEventListener("mouseup", chosen);
  words.addEventListener("keyup", chosen);
}
