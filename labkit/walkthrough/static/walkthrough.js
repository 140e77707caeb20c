/* Coming from the search, start at the first word found; what is folded stays folded. */
document.addEventListener("DOMContentLoaded", () => {
  setTimeout(() => {
    if (location.hash) return;
    const words = [...document.querySelectorAll("article .highlighted")];
    words.find((word) => word.checkVisibility())?.scrollIntoView({ block: "center" });
  }, 100); // Sphinx marks the words after 10
});
