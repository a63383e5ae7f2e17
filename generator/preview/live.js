// Keeps an open page true to the files it is made of, and its reader where she was.
(() => {
  const root = document.documentElement;
  const parts = "p, h1, h2, h3, h4, h5, h6, li, dt, dd, blockquote, figure, pre, tr, summary";
  const patience = 2500;
  const asleepAfter = 60000;
  let shown = document.currentScript.dataset.edition;
  let newest = shown;
  let isBusy = false;

  // What the page's scripts or its reader have changed is theirs from then on.
  const theirs = new WeakMap();
  const served = new WeakSet();
  let servedScripts = "";
  const note = (changes) => {
    for (const { target, attributeName } of changes) {
      theirs.set(target, (theirs.get(target) ?? new Set()).add(attributeName));
    }
  };
  const watching = new MutationObserver(note);
  watching.observe(root, { attributes: true, subtree: true });
  const isTheirs = (name, node) => {
    if (name === "value" && "defaultValue" in node) return node.value !== node.defaultValue;
    if (name === "checked" && "defaultChecked" in node) return node.checked !== node.defaultChecked;
    return Boolean(theirs.get(node)?.has(name));
  };

  // Where she reads: the parts in view by what they say, and how far down each of them is.
  const saying = (node) => `${node.tagName} ${node.textContent.trim()}`;
  const placed = (edge) => (node) => ({
    node,
    edge,
    said: saying(node),
    at: node.getBoundingClientRect()[edge],
  });
  const places = () => {
    if (scrollY < 1) return [];
    const found = [...document.querySelectorAll(parts)].filter((node) => !node.closest("#wow-desk"));
    const first = found.findIndex((node) => node.getBoundingClientRect().bottom > 0);
    if (first < 0) return [];
    // The first in view may be what she has just rewritten: then the end of the one before holds.
    const before = found.slice(Math.max(first - 6, 0), first).reverse();
    const [top, ...below] = found.slice(first, first + 24).map(placed("top"));
    return [top, ...before.map(placed("bottom")), ...below];
  };
  const restore = (kept) => {
    if (!kept.length) return;
    const now = Map.groupBy(document.querySelectorAll(parts), saying);
    const held = kept.find(({ said }) => now.get(said)?.length === 1) ?? kept[0];
    const node = now.get(held.said)?.[0] ?? held.node;
    if (!node.isConnected) return;
    scrollBy({ top: node.getBoundingClientRect()[held.edge] - held.at, behavior: "instant" });
  };

  // A stylesheet goes once the next one is there, so that the page is never without.
  const inHead = (page) =>
    [...page.head.children].filter((node) => !node.matches("[data-wow], title, script[src]"));
  const loaded = (sheet) =>
    new Promise((done) => {
      sheet.onload = sheet.onerror = done;
    });
  const settleHead = async (page) => {
    const old = new Map(inHead(document).map((node) => [node.outerHTML, node]));
    const fresh = new Set();
    const loads = [];
    let last = document.head.querySelector("[data-wow]");
    document.title = page.title;
    for (const wanted of inHead(page)) {
      const kept = old.get(wanted.outerHTML);
      fresh.add(wanted.outerHTML);
      const node = kept ?? document.importNode(wanted, true);
      if (!kept && node.matches("link[rel~=stylesheet]")) loads.push(loaded(node));
      if (!kept) last.after(node);
      served.add(node);
      last = node;
    }
    await Promise.all(loads);
    for (const [html, node] of old) if (!fresh.has(html) && served.has(node)) node.remove();
  };
  const settleRoot = (page) => {
    const wanted = page.documentElement;
    for (const name of new Set([...root.getAttributeNames(), ...wanted.getAttributeNames()])) {
      if (isTheirs(name, root)) continue;
      if (wanted.hasAttribute(name)) root.setAttribute(name, wanted.getAttribute(name));
      else root.removeAttribute(name);
    }
  };

  // What a script has done cannot be taken back: where scripts differ, the page is loaded anew.
  const scripts = (page) =>
    [...page.querySelectorAll("script")]
      .filter((node) => !node.matches("[data-wow], [type='application/ld+json']"))
      .map((node) => node.getAttribute("src") ?? node.textContent)
      .join("\n");
  // Nor can a policy once it holds: a second one would stop what the first stops too.
  const policy = (page) =>
    page.querySelector("meta[http-equiv='Content-Security-Policy']")?.content;
  const mustReload = (page) =>
    root.matches(".wow-own") !== page.documentElement.matches(".wow-own") ||
    policy(page) !== policy(document) ||
    scripts(page) !== servedScripts;

  const patch = async (page) => {
    if (mustReload(page)) return location.reload();
    await settleHead(page);
    const kept = places();
    note(watching.takeRecords());
    // The browser would hold the place too, by another part of the page.
    root.style.overflowAnchor = "none";
    settleRoot(page);
    Idiomorph.morph(document.body, page.body, {
      morphStyle: "outerHTML",
      callbacks: {
        beforeNodeMorphed: (node) => node.id !== "wow-notices",
        beforeAttributeUpdated: (name, node) => !isTheirs(name, node),
      },
    });
    restore(kept);
    watching.takeRecords();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      root.style.removeProperty("overflow-anchor");
    }));
  };

  const take = async (response) => {
    const { pathname } = new URL(response.url);
    if (pathname !== location.pathname) return location.replace(pathname + location.hash);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    await patch(page);
    shown = page.querySelector("script[data-edition]")?.dataset.edition ?? newest;
  };
  const refresh = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let seen = null; seen !== newest; ) {
      seen = newest;
      // A server that is away will be heard of again.
      const response = await fetch(location.pathname + location.search).catch(() => null);
      if (response) await take(response).catch(() => location.reload());
    }
    isBusy = false;
  };

  // Said at the corner: an article that came, a server that went.
  const say = (id, ...said) => {
    const notices = document.getElementById("wow-notices");
    if (!notices || document.getElementById(id)) return;
    const notice = document.createElement("div");
    const words = document.createElement("span");
    const away = document.createElement("button");
    notice.id = id;
    notice.className = "wow-notice";
    away.className = "wow-notice__away";
    away.type = "button";
    away.textContent = "×";
    away.setAttribute("aria-label", "Dismiss");
    away.addEventListener("click", () => notice.remove());
    words.append(...said);
    notice.append(words, away);
    notices.append(notice);
  };
  const link = (url, text) => {
    const link = document.createElement("a");
    link.className = "wow-notice__title";
    link.href = url;
    link.textContent = text;
    return link;
  };
  const offer = (arrived) => {
    const others = arrived.filter(([url]) => url !== location.pathname);
    if (others.length > 3) say("wow-many", "New: ", link("/_desk/", `${others.length} articles`));
    else for (const [url, title] of others) say(`wow-new-${url}`, "New: ", link(url, title));
  };

  let stream = null;
  let lost = 0;
  let again = 0;
  const isThere = () => {
    clearTimeout(lost);
    lost = 0;
    document.getElementById("wow-lost")?.remove();
  };
  const hear = ({ data }) => {
    const news = JSON.parse(data);
    isThere();
    newest = news.edition;
    offer(news.arrived);
    if (newest !== shown) refresh();
  };
  const listen = () => {
    clearTimeout(again);
    stream?.close();
    stream = new EventSource(`/_desk/stream?since=${shown}`);
    stream.onmessage = hear;
    stream.onerror = () => {
      lost ||= setTimeout(say, patience, "wow-lost", "The preview has stopped. This page waits for it.");
      if (stream.readyState === EventSource.CLOSED) again = setTimeout(listen, patience);
    };
  };
  const hush = () => {
    clearTimeout(again);
    stream?.close();
    isThere();
  };
  const wake = () => {
    if (stream?.readyState !== EventSource.OPEN) listen();
  };

  // A browser has six connections to a server: tabs that nobody sees leave theirs to others.
  let sleep = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(sleep);
    if (document.hidden) sleep = setTimeout(hush, asleepAfter);
    else wake();
  });
  addEventListener("online", wake);
  addEventListener("pageshow", ({ persisted }) => persisted && wake());
  addEventListener("pagehide", hush);

  // Problems once folded stay folded, on every page, until they are others.
  const problems = () => document.querySelector(".wow-problems");
  const keepFolded = () => {
    const slip = problems();
    if (slip && slip.id === sessionStorage.getItem("wow-folded")) slip.open = false;
    document.addEventListener("toggle", ({ target }) => {
      if (target === problems()) sessionStorage.setItem("wow-folded", target.open ? "" : target.id);
    }, true);
  };
  document.addEventListener("DOMContentLoaded", () => {
    for (const node of inHead(document)) served.add(node);
    servedScripts = scripts(document);
    keepFolded();
    wake();
  });
})();
