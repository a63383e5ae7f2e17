// Searches the index that Pagefind made of the site, in this tab: no word that is typed leaves it.

const SIGNS = "㐀-䶿一-鿿\uf900-\ufaff\u{20000}-\u{3ffff}々〆〇〻ㄅ-ㄯぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿｦ-ﾟ가-힣ᄀ-ᇿㄱ-ㆎꥠ-ꥼힰ-ퟻ";
const RUN = new RegExp(`[${SIGNS}]+`, "gu");
const MARKS = "　-〿・！-｠";
const CUT = new RegExp(`(?=[${SIGNS}])|(?<=[${SIGNS}])(?![${SIGNS}])`, "gu");
const WIDE = /[０-９Ａ-Ｚａ-ｚ]/g;
const JOINT = /‸ /g; // what the index has before each Chinese sign
const CLOSED = new RegExp(`[${MARKS}]$`, "u"); // brings its space along
const ENDED = /(?<=[\p{Script=Han}ぁ-ヿ])\.$/u; // a heading, to which the index adds a stop
const OWN = /( ꙮ\S+)+$/; // what the index has for itself
const PARTS = /[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u;
const ENDING = /^(?:e?s|ed|ers?|ing|ly|al|ness)$/;
const FEW = 10;
const WINDOW = 30; // words
const BEFORE = 12; // of them that are shown before the first, if so many bring the beginning
const WIDTH = 200; // columns, a Chinese sign taking two
const SLOW = 400; // ms until a reader is told to wait,
const LONG = 8000; // and until she need not

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
let patience = [];
let rest = [];

let missing = 0;
const ask = globalThis.fetch;
// Pagefind passes over a part of the index that does not come: a word in it would not be found.
globalThis.fetch = async (...given) => {
  const answer = await ask(...given).catch(() => new Response(null, { status: 503 }));
  if (!answer.ok) missing += 1;
  return answer;
};

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
const terms = (written) => {
  const typed = written.replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const bare = (text) => text.replace(/\p{S}/gu, "");
  const phrase = (text) => `"${bare(text.replace(CUT, " ")).trim()}"`;
  const said = [...typed.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map((match) => phrase(match[1]));
  const loose = typed.replace(/["“”„][^"“”„]+["“”„]/g, " ").replace(/["“”„]/g, " ");
  const runs = [...loose.matchAll(RUN)].map((match) => phrase(match[0]));
  const words = bare(loose.replace(RUN, " ")).split(/\s+/);
  const all = [...words, ...runs, ...said];
  return [...new Set(all)].filter((each) => /[\p{L}\p{N}]/u.test(each));
};

const folded = (text) => text.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/** Whether a word of a page is one that was looked for: its beginning, or another form of it. */
const answers = (word, found) =>
  [found, ...found.split(PARTS)].map(folded).some((each) => {
    let same = 0;
    while (same < word.length && word[same] === each[same]) same += 1;
    return same === word.length || (same > 2 && ENDING.test(word.slice(same)));
  });

const isOf = async (word, { data, words }) => {
  const { content, meta } = await data();
  const said = content.split(" ");
  const places = [...words.map((at) => said[at]), ...Object.values(meta).join(" ").split(" ")];
  return places.some((each) => answers(word, each));
};

/** The pages of one search. Where no page has a word, Pagefind gives those of its beginning: of
    "constructor" those of "C". Such are none. */
const pagesOf = async (search, term, options) => {
  const { results } = await search(term, options);
  if (/["ꙮ]/.test(term) || !results.length) return results;
  if ((await search(`"${term}"`)).results.length) return results;
  const first = results.slice(0, FEW).map((each) => isOf(folded(term), each));
  return (await Promise.all(first)).some(Boolean) ? results : [];
};

/** The pages that answer all, the best first; without words the newest first. */
const found = async (typed, facets) => {
  const searches = terms(typed);
  const options = searches.length ? {} : { sort: { date: "desc" } };
  const asked = [...searches, ...(facets.length ? [facets.join(" ")] : [])];
  const { search } = await index();
  const lists = await Promise.all(asked.map((each) => pagesOf(search, each, options)));
  const maps = lists.map((list) => new Map(list.map((each) => [each.id, each])));
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

/** A word as it stood in its text, before the next. */
const stood = (word) => {
  if (word.endsWith("‸")) return word.slice(0, -1);
  return CLOSED.test(word) ? word : ENDED.test(word) ? `${word.slice(0, -1)}。` : `${word} `;
};

/** A part of a text, as pieces that are marked or not. */
const excerpt = (content, title, at) => {
  const words = content.replace(OWN, "").split(" ");
  const from = content.startsWith(title) ? title.split(" ").length : 0;
  const pieces = [];
  const start = densest(at, from);
  let end = start;
  for (let width = 0; end < words.length && width < WIDTH; end += 1) {
    width += columns(words[end]);
    const text = stood(words[end]);
    const isMarked = at.has(end);
    const last = pieces.at(-1);
    if (last?.isMarked === isMarked) last.text += text;
    else pieces.push({ text, isMarked });
  }
  if (start > from) pieces.unshift({ text: "… ", isMarked: false });
  if (end < words.length) pieces.push({ text: "…", isMarked: false });
  return pieces;
};

const languageOf = (run) => {
  if (/[ぁ-ヿ]/.test(run)) return "ja";
  return /^[^\p{sc=Han}]*\p{sc=Hangul}[^\p{sc=Han}]*$/u.test(run) ? "ko" : form.dataset.chinese;
};

/** Text with each Chinese run in its language, so that it is set and read aloud rightly. */
const spoken = (text, within) => {
  const parts = text.split(new RegExp(`([${SIGNS}${MARKS}]+)`, "u"));
  return parts.map((part, place) => {
    if (place % 2 === 0 || /^(zh|ja|ko)/.test(within)) return part;
    const run = document.createElement("span");
    run.lang = languageOf(part);
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
  const [, told = "", script] = / ꙮ([a-z]{2,3})([A-Z][a-z]{3})?\.?$/.exec(content) ?? [];
  const lang = script ? `${told}-${script}` : told === "zh" ? form.dataset.chinese : told;
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
  patience.forEach(clearTimeout);
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

/** Say that a search is slow, if it is; let the lists stand in where it takes very long. */
const wait = () => {
  const long = "The search takes long. These lists lead to everything meanwhile.";
  patience.forEach(clearTimeout);
  patience = [
    setTimeout(() => (count.textContent = "Searching …"), SLOW),
    setTimeout(() => show(long, [], false), LONG),
  ];
};

/** The pages that answer, and cards of the first. An index that came in part is not kept. */
const fetched = async (typed, facets, number) => {
  const missed = missing;
  try {
    const pages = await found(typed, facets);
    const first = await Promise.all(pages.slice(0, number).map(card));
    if (missing > missed) throw new Error("a part of the index is missing");
    return [pages, first];
  } catch (error) {
    opened = undefined;
    throw error;
  }
};

const run = async (number = FEW) => {
  const turn = (latest += 1);
  const typed = field.value.trim();
  const facets = picks.map((pick) => pick.selectedOptions[0].dataset.facet).filter(Boolean);
  remember(typed);
  rest = [];
  wait();
  if (!terms(typed).length && (typed || !facets.length)) {
    show(typed && "Nothing is found.", [], false);
    return;
  }
  everything.hidden = true;
  const again = () => fetched(typed, facets, number);
  const [pages, first] = await again().catch(again).catch(() => []);
  if (turn !== latest) return;
  rest = pages?.slice(number) ?? [];
  if (pages) show(counted(pages), first, pages.length > 0);
  else show("The search is not ready. These lists lead to everything.", [], false);
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => run(), 150);
};

form.addEventListener("input", (event) => {
  if (event.target !== key && !event.isComposing) soon();
});
form.addEventListener("compositionend", soon);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  run();
});
more.addEventListener("click", async () => {
  const turn = latest;
  const next = await Promise.all(rest.splice(0, FEW).map(card)).catch(() => undefined);
  if (turn !== latest) return;
  if (next) {
    list.append(...next);
    more.hidden = rest.length === 0;
    next[0]?.querySelector("a").focus();
  } else {
    opened = undefined;
    run(list.children.length + FEW);
  }
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
field.value ||= (asked.get("q") ?? "").slice(0, field.maxLength); // a quick reader has typed already
for (const pick of picks) {
  pick.value = asked.get(pick.name) ?? pick.value;
  if (pick.selectedIndex < 0) pick.selectedIndex = 0;
}
if (location.hash === "#_q") field.focus(); // a search takes the hash away
if (location.search || field.value) run();
