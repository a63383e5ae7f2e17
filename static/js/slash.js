// The key / leads to the search from wherever nothing is typed; a reader may turn that off there.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (at.isContentEditable || at.closest?.("input, textarea, select")) return;
  try {
    if (localStorage.getItem("key /") === "off") return;
  } catch {
    // A browser that blocks storage keeps no choice.
  }
  event.preventDefault();
  const field = document.querySelector(".search__field");
  if (field) field.focus();
  else location.assign(`${document.querySelector(".masthead__search").href}#_q`);
});
