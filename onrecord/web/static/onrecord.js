// What makes pages quicker to use. All of them work without it.
"use strict";
document.documentElement.classList.add("scripted");

// What is said and who says it light up together, by pointer or by keyboard, and a card tells what is known of it.
const article = document.querySelector("[data-lit]");
if (article) {
  const parts = [...article.querySelectorAll("[data-s]")].map((part) => [part, part.dataset.s.split(" ")]);
  const card = document.createElement("div");
  card.className = "card";
  card.hidden = true;
  card.setAttribute("aria-hidden", "true"); // the note beside the words says the same
  article.append(card);
  const tell = (at, number) => {
    const note = article.querySelector(`.note[data-s="${number}"]`);
    card.hidden = !note || at.closest(".note") !== null;
    if (card.hidden) return;
    const whose = note.classList.contains("again") ? whoOf(note) : note.querySelector(".who");
    card.replaceChildren(whose.cloneNode(true), note.querySelector("dl").cloneNode(true));
    const words = at.getClientRects()[at.getClientRects().length - 1], all = article.getBoundingClientRect();
    card.style.top = `${words.bottom - all.top + 8}px`;
    card.style.left = `${Math.max(0, Math.min(words.left - all.left, all.width - card.offsetWidth))}px`;
  };
  const whoOf = (note) => {
    let before = note;
    while (before.classList.contains("again")) before = before.previousElementSibling;
    return before.querySelector(".who");
  };
  const light = (event) => {
    const badge = event.target.closest(".number");
    const at = badge?.nextElementSibling?.closest("[data-s]") ?? event.target.closest("[data-s]");
    // Of words inside words the innermost is meant: the last of its numbers.
    const number = badge ? String(badge.textContent - 1) : at && at.dataset.s.split(" ").at(-1);
    for (const [part, numbers] of parts) part.classList.toggle("lit", number !== null && numbers.includes(number));
    if (at && number !== null) tell(at, number); else card.hidden = true;
  };
  article.addEventListener("pointerover", light);
  article.addEventListener("focusin", light);
  article.addEventListener("pointerleave", () => { card.hidden = true; });
  addEventListener("keydown", (event) => { if (event.key === "Escape") card.hidden = true; });
}

// Words that are selected in the text go into the form that asks for words, with their positions in code points.
const form = document.querySelector("[data-chosen]");
if (form) {
  const words = form.elements.content, at = form.elements.at, folded = form.closest("details");
  let choice = null;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "choose";
  button.textContent = article ? "This is a statement" : "These are the words";
  button.hidden = true;
  document.body.append(button);
  const length = (node, to) => [...node.textContent.slice(0, to)].length;
  const position = (node, offset) => {
    const paragraph = (node.nodeType === 1 ? node : node.parentElement).closest("[data-start]");
    if (!paragraph) return null;
    const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (one) =>
      one.parentElement.closest(".number") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let count = Number(paragraph.dataset.start);
    const range = document.createRange();
    for (let one = walk.nextNode(); one; one = walk.nextNode()) {
      range.selectNodeContents(one);
      const side = range.comparePoint(node, offset);
      if (one === node) return count + length(one, offset);
      if (side < 0) return count;
      count += length(one);
    }
    return count;
  };
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    choice = null;
    if (chosen.rangeCount && !chosen.isCollapsed) {
      const range = chosen.getRangeAt(0);
      const start = position(range.startContainer, range.startOffset), end = position(range.endContainer, range.endOffset);
      if (start !== null && end !== null && start < end) {
        const copy = range.cloneContents();
        for (const number of copy.querySelectorAll(".number")) number.remove();
        for (const paragraph of copy.querySelectorAll(".notes")) paragraph.remove();
        choice = { at: `${start}-${end}`, words: copy.textContent.trim() };
        const box = range.getBoundingClientRect();
        button.style.top = `${scrollY + box.bottom + 8}px`;
        button.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - 220))}px`;
      }
    }
    button.hidden = choice === null;
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", () => {
    if (!choice) return;
    words.value = choice.words;
    at.value = choice.at;
    folded.open = true;
    button.hidden = true;
    folded.scrollIntoView({ block: "center" });
    (form.elements.speaker ?? words).focus();
  });
  words.addEventListener("input", () => { at.value = ""; }); // typed words are looked for where they stand
}
// Whoever follows a link to a folded form finds it open.
const unfold = () => {
  const there = location.hash && document.getElementById(location.hash.slice(1));
  if (there && there.matches("details.correct")) there.open = true;
};
unfold();
addEventListener("hashchange", unfold);

// Files may be dropped anywhere on a page that takes them, or pasted.
const files = document.querySelector(".drop input[type=file]");
if (files) {
  const area = files.closest(".drop");
  const take = (data) => {
    if (!data?.files.length) return false;
    files.files = data.files;
    const folded = area.closest("details");
    if (folded) folded.open = true;
    files.focus();
    return true;
  };
  addEventListener("dragover", (event) => { event.preventDefault(); area.classList.add("over"); });
  addEventListener("dragleave", () => area.classList.remove("over"));
  addEventListener("drop", (event) => { event.preventDefault(); area.classList.remove("over"); take(event.dataTransfer); });
  addEventListener("paste", (event) => { if (take(event.clipboardData)) event.preventDefault(); });
}

// A page on which something is going on is asked again, and only what is new in it changes.
const live = document.querySelector("[data-live]");
if (live) {
  const again = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) {
      const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
      if (!now) return;
      if (now.textContent !== live.textContent) live.replaceChildren(...now.childNodes);
      if (now.dataset.live !== "open") return;
    }
    setTimeout(again, 1000);
  };
  if (live.dataset.live === "open") setTimeout(again, 1000);
}
