// What html-validate recommends, but for matters of taste and what others look at.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "doctype-style": ["error", { style: "lowercase" }],
    // A <template> has a heading that a script fills; axe looks at those that are shown.
    "empty-heading": "off",
    "no-trailing-whitespace": "off",
    // A table that scrolls is a region, and no section of the text.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // Ids of footnotes hold a colon; a theme's begin with a low line, which no text's do.
    "valid-id": ["error", { relaxed: true }],
  },
};
