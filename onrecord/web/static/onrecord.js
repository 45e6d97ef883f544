// What is said and who says it light up together, by pointer or by keyboard. Reading works without this.
"use strict";
const article = document.querySelector("[data-lit]");
if (article) {
  const parts = [...article.querySelectorAll("[data-s]")].map((part) => [part, part.dataset.s.split(" ")]);
  const light = (event) => {
    const at = event.target.closest("[data-s]");
    // Of words inside words the innermost is meant: the last of its numbers.
    const number = at && at.dataset.s.split(" ").at(-1);
    for (const [part, numbers] of parts) part.classList.toggle("lit", number !== null && numbers.includes(number));
  };
  article.addEventListener("pointerover", light);
  article.addEventListener("focusin", light);
}
