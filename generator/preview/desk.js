// On the desk, what only a script can do: filter as one types, and run the countdowns.
(() => {
  const root = document.documentElement;
  // The preview's clock may be set ahead of this machine's.
  const ahead = Date.parse(root.dataset.now) - Date.now();

  // The theme that was chosen on the site; a browser that blocks storage throws on touching it.
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {}

  const two = (number) => String(number).padStart(2, "0");
  // What is far off has been said well enough in whole days, months or years.
  const left = (seconds, said) => {
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    if (seconds <= 0) return "due now";
    if (days >= 14) return said;
    if (days >= 2) return `in ${days} days ${hours % 24} h`;
    if (hours >= 1) return `in ${hours} h ${two(minutes % 60)} min`;
    return `in ${minutes} min ${two(seconds % 60)} s`;
  };
  const count = () => {
    const now = Date.now() + ahead;
    for (const each of document.querySelectorAll("[data-due]")) {
      const said = each.textContent;
      const text = left(Math.ceil((Date.parse(each.dataset.due) - now) / 1000), said);
      if (said !== text) each.textContent = text;
    }
  };

  // Null where the next letter has taken over or the preview has gone away: what is shown stays.
  const found = async (address, signal) => {
    try {
      const answer = await fetch(address, { signal });
      return answer.ok ? await answer.text() : null;
    } catch {
      return null;
    }
  };
  let asked = new AbortController();
  let pause;
  const show = async (form) => {
    asked.abort();
    asked = new AbortController();
    const query = new URLSearchParams(new FormData(form)).toString();
    const address = query === "q=" ? "./" : `./?${query}`;
    const text = await found(address, asked.signal);
    if (text === null) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const id of ["trays", "found"]) {
      document.getElementById(id)?.replaceChildren(...(page.getElementById(id)?.childNodes ?? []));
    }
    history.replaceState(null, "", address);
    count();
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[role=search]");
    if (!form) return;
    clearTimeout(pause);
    pause = setTimeout(show, 120, form);
  });

  setInterval(count, 1000);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", count);
  else count();
})();
