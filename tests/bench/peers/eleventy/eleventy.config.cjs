// Settings of the bench's site for Eleventy: the same pages at the same addresses.
const footnotes = require("markdown-it-footnote");

const SIZE = 20;
const MONTHS = "January February March April May June July August September October November December";
const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
const inShanghai = (date) => new Date(date.getTime() + 8 * 3600 * 1000);
const iso = (date) => `${inShanghai(date).toISOString().slice(0, 19)}+08:00`;
const monthName = (date) => MONTHS.split(" ")[inShanghai(date).getUTCMonth()];
const year = (article) => iso(article.date).slice(0, 4);

// A list's numbered pages, newest first, each with what a pager needs.
function pagesOf(name, head, articles) {
  const count = Math.ceil(articles.length / SIZE);
  const url = (number) => (number === 1 ? head : `${head}page/${number}/`);
  return Array.from({ length: count }, (_, at) => ({
    name,
    url: url(at + 1),
    articles: articles.slice(at * SIZE, (at + 1) * SIZE),
    newer: at > 0 ? url(at) : "",
    older: at + 1 < count ? url(at + 2) : "",
  }));
}

function grouped(articles, namesOf) {
  const groups = new Map();
  for (const article of articles) {
    for (const name of namesOf(article)) {
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(article);
    }
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

function byMonth(articles) {
  const months = new Map();
  for (const article of articles) {
    const key = iso(article.date).slice(0, 7);
    if (!months.has(key)) months.set(key, { key, first: article, articles: [] });
    months.get(key).articles.push(article);
  }
  return [...months.values()];
}

// The article in the terms of https://schema.org/NewsArticle; a filter, for what its page holds.
function described(content) {
  const { author, page, site, standfirst, title, topics } = this.ctx;
  return {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: title,
    description: standfirst,
    inLanguage: "en-GB",
    datePublished: iso(page.date),
    dateModified: iso(page.date),
    wordCount: content.split(/\s+/).length,
    articleSection: site.title,
    keywords: topics,
    author: [{ "@type": "Person", name: author, url: `${site.url}/authors/${slug(author)}/` }],
    mainEntityOfPage: site.url + page.url,
    publisher: { "@type": "NewsMediaOrganization", name: site.title },
  };
}

module.exports = function (config) {
  const newest = (api) => api.getFilteredByGlob("articles/**/*.md").reverse();
  const topics = (api) => grouped(newest(api), (article) => article.data.topics);
  const authors = (api) => grouped(newest(api), (article) => [article.data.author]);
  const years = (api) => grouped(newest(api), (article) => [year(article)]);
  const listsOf = (groups, folder) =>
    groups.flatMap(([name, articles]) => pagesOf(name, `/${folder}/${slug(name)}/`, articles));

  config.addCollection("newest", newest);
  config.addCollection("topics", topics);
  config.addCollection("authors", authors);
  config.addCollection("years", years);
  config.addCollection("archivePages", (api) => pagesOf("Archive", "/archive/", newest(api)));
  config.addCollection("topicPages", (api) => listsOf(topics(api), "topics"));
  config.addCollection("authorPages", (api) => listsOf(authors(api), "authors"));

  config.amendLibrary("md", (markdown) => markdown.use(footnotes));
  config.addFilter("slug", slug);
  config.addFilter("iso", iso);
  config.addFilter("day", (date) =>
    `${inShanghai(date).getUTCDate()} ${monthName(date)} ${iso(date).slice(0, 4)}`);
  config.addFilter("dayNumber", (date) => inShanghai(date).getUTCDate());
  config.addFilter("monthName", (date) => `${monthName(date)} ${iso(date).slice(0, 4)}`);
  config.addFilter("byMonth", byMonth);
  config.addFilter("described", described);
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });
  config.addPassthroughCopy({ static: "/" });

  return { dir: { output: "output" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
