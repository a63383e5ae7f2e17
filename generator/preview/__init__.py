"""The live preview: the site from memory, drafts and all, as its files stand this moment."""
