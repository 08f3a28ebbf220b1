const boxes = document.querySelectorAll("input");
function show() {
  const off = [...boxes].filter((box) => !box.checked).map((box) => box.value);
  for (const article of document.querySelectorAll("article")) {
    article.hidden = off.some((name) => article.classList.contains(name));
  }
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
}
boxes.forEach((box) => box.addEventListener("change", show));
show();
