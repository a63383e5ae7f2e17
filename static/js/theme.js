// Light or dark by the reader's own choice, which the browser keeps; without one the system's holds.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  // A browser that blocks storage throws on touching it.
  const kept = (change) => {
    try {
      return change(localStorage);
    } catch {
      return null;
    }
  };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  };
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const reveal = () => document.querySelector("[data-toggle=theme]")?.removeAttribute("hidden");

  show(kept((store) => store.getItem("theme")));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-toggle=theme]")) return;
    show(isDark() ? "light" : "dark");
    kept((store) => store.setItem("theme", root.dataset.theme));
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", reveal);
  else reveal();
})();
