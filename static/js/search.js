// Searches the index that Pagefind made of the site, in this tab: no word that is typed leaves it.

const SIGNS = "㐀-䶿一-鿿豈-﫿\u{20000}-\u{3ffff}々〆〇〻ㄅ-ㄯぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿｦ-ﾟ";
const RUN = new RegExp(`[${SIGNS}]+`, "gu");
const MARKS = "　-〿・！-｠";
const CUT = new RegExp(`(?=[${SIGNS}])|(?<=[${SIGNS}${MARKS}”])(?=[\\p{L}\\p{N}])`, "gu");
const JOINT = /\^ /g; // what the index has before each Chinese sign
const FEW = 10;
const WINDOW = 30; // words
const BEFORE = 12; // of them that are shown before the first, if so many bring the beginning
const WIDTH = 200; // columns, a Chinese sign taking two

const form = document.querySelector(".search");
const field = form.elements.q;
const picks = [...form.querySelectorAll("select")];
const key = form.querySelector("[data-key]");
const count = document.querySelector(".results__count");
const list = document.querySelector(".results__list");
const more = document.querySelector(".results__more");
const everything = document.querySelector(".everything");
const pattern = document.getElementById("_result");
let latest = 0;
let opened;
let waiting;
let rest = [];

/** Pagefind with the site's index, loaded once somebody searches. */
const index = () =>
  (opened ??= import(`${form.dataset.index}pagefind.js`).then(({ createInstance }) =>
    createInstance({
      basePath: form.dataset.index,
      baseUrl: form.dataset.root,
      noWorker: true, // a worker would need a policy of its own
    }),
  ));

/** What is typed as searches of which a page must answer all: words, and phrases in quotes. */
const terms = (typed) => {
  const phrase = (text) => `"${text.replace(CUT, " ").trim()}"`;
  const said = [...typed.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map((match) => phrase(match[1]));
  const loose = typed.replace(/["“”„][^"“”„]+["“”„]/g, " ").replace(/["“”„]/g, " ");
  const runs = [...loose.matchAll(RUN)].map((match) => phrase(match[0]));
  const words = loose.replace(RUN, " ").trim();
  return [...(/[\p{L}\p{N}]/u.test(words) ? [words] : []), ...runs, ...said];
};

/** The pages that answer all, the best first; without words the newest first. */
const found = async (typed, facets) => {
  const searches = terms(typed);
  const options = searches.length ? {} : { sort: { date: "desc" } };
  const asked = [...searches, ...(facets.length ? [facets.join(" ")] : [])];
  const { search } = await index();
  const answers = await Promise.all(asked.map((each) => search(each, options)));
  const maps = answers.map(({ results }) => new Map(results.map((each) => [each.id, each])));
  const scored = maps.slice(0, searches.length);
  const pages = [...(maps[0]?.values() ?? [])]
    .filter(({ id }) => maps.every((map) => map.has(id)))
    .map(({ id, data }) => ({
      data,
      score: scored.reduce((sum, map) => sum + map.get(id).score, 0),
      words: new Set(scored.flatMap((map) => map.get(id).words)),
    }));
  return searches.length ? pages.sort((a, b) => b.score - a.score) : pages;
};

const columns = (word) => [...word].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 2 : 1), 0) + 1;

/** Where most of what was looked for stands together; from is where the text begins. */
const densest = (at, from) => {
  const sorted = [...at].filter((place) => place >= from).sort((a, b) => a - b);
  const near = (start) => sorted.filter((each) => each >= start && each < start + WINDOW).length;
  const best = sorted.reduce((a, b) => (near(b) > near(a) ? b : a), sorted[0] ?? from);
  return best - from < BEFORE ? from : best - 5;
};

/** A part of a text, as pieces that are marked or not. */
const excerpt = (content, title, at) => {
  const words = content.split(" ").filter((word) => !word.startsWith("ꙮ"));
  const from = content.startsWith(title) ? title.split(" ").length : 0;
  const pieces = [];
  const start = densest(at, from);
  let end = start;
  for (let width = 0; end < words.length && width < WIDTH; end += 1) {
    width += columns(words[end]);
    const text = words[end].endsWith("^") ? words[end].slice(0, -1) : `${words[end]} `;
    const isMarked = at.has(end);
    const last = pieces.at(-1);
    if (last?.isMarked === isMarked) last.text += text;
    else pieces.push({ text, isMarked });
  }
  if (start > from) pieces.unshift({ text: "… ", isMarked: false });
  if (end < words.length) pieces.push({ text: "…", isMarked: false });
  return pieces;
};

/** Text with each Chinese run in its language, so that it is set and read aloud rightly. */
const spoken = (text, within) => {
  const parts = text.split(new RegExp(`([${SIGNS}${MARKS}]+)`, "u"));
  return parts.map((part, place) => {
    if (place % 2 === 0 || within.startsWith("zh")) return part;
    const run = document.createElement("span");
    run.lang = form.dataset.chinese;
    run.textContent = part;
    return run;
  });
};

/** Pieces as nodes; the signs around what is marked are not part of it. */
const marked = (pieces, lang) =>
  pieces.flatMap(({ text, isMarked }) => {
    if (!isMarked) return spoken(text, lang);
    const [, before, words, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(text);
    const mark = document.createElement("mark");
    mark.append(...spoken(words, lang));
    return [...spoken(before, lang), mark, ...spoken(after, lang)];
  });

const plain = (text = "") => text.replace(JOINT, "");

/** A page that was found, as the pattern in the page shows it. */
const card = async ({ data, words }) => {
  const { content, meta, url } = await data();
  const made = pattern.content.firstElementChild.cloneNode(true);
  const told = / ꙮ([a-z]{2,3})\.?$/.exec(content)?.[1] ?? "";
  const lang = told === "zh" ? form.dataset.chinese : told;
  const parts = {
    kicker: spoken(plain(meta.kicker), ""),
    day: spoken(plain(meta.day), ""),
    title: spoken(plain(meta.title), lang),
    excerpt: marked(excerpt(content, meta.title, words), lang),
    byline: spoken(plain(meta.byline), ""),
  };
  if (lang) made.lang = lang;
  for (const [name, nodes] of Object.entries(parts)) {
    const part = made.querySelector(`[data-part=${name}]`);
    if (nodes.some((node) => node !== "")) part?.append(...nodes);
    else part?.remove();
  }
  for (const line of made.querySelectorAll("p")) line.textContent.trim() || line.remove();
  made.querySelector("[data-part=title]").href = url;
  return made;
};

const show = (said, pages, isOver) => {
  count.textContent = said;
  everything.hidden = isOver;
  list.replaceChildren(...pages);
  more.hidden = rest.length === 0;
};

const remember = (typed) => {
  const named = picks.map(({ name, value }) => [name, value]);
  const kept = [["q", typed], ...named].filter(([, value]) => value);
  const query = new URLSearchParams(kept).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
};

const counted = (pages) =>
  pages.length ? `${pages.length} ${pages.length === 1 ? "page" : "pages"}` : "Nothing is found.";

const run = async () => {
  const turn = (latest += 1);
  const typed = field.value.trim();
  const facets = picks.map((pick) => pick.selectedOptions[0].dataset.facet).filter(Boolean);
  remember(typed);
  rest = [];
  if (!terms(typed).length && !facets.length) {
    show("", [], false);
    return;
  }
  everything.hidden = true;
  count.textContent ||= "Searching …";
  try {
    const pages = await found(typed, facets);
    const first = await Promise.all(pages.slice(0, FEW).map(card));
    if (turn !== latest) return;
    rest = pages.slice(FEW);
    show(counted(pages), first, pages.length > 0);
  } catch {
    opened = undefined;
    if (turn === latest) show("The search is not ready. These lists lead to everything.", [], false);
  }
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(run, 150);
};

form.addEventListener("input", (event) => event.target !== key && soon());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  run();
});
more.addEventListener("click", async () => {
  const next = await Promise.all(rest.splice(0, FEW).map(card));
  list.append(...next);
  more.hidden = rest.length === 0;
  next[0]?.querySelector("a").focus();
});

// A browser that blocks storage throws on touching it, and keeps no choice.
const kept = (change) => {
  try {
    return change(localStorage);
  } catch {
    return null;
  }
};
key.checked = kept((store) => store.getItem("key /")) !== "off";
key.addEventListener("change", () =>
  kept((store) => store.setItem("key /", key.checked ? "on" : "off")),
);

const asked = new URLSearchParams(location.search);
field.value ||= asked.get("q") ?? ""; // a quick reader has typed already
for (const pick of picks) {
  pick.value = asked.get(pick.name) ?? pick.value;
  if (pick.selectedIndex < 0) pick.selectedIndex = 0;
}
if (asked.size || field.value) run();
if (location.hash === "#_q") field.focus();
