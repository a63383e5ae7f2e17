"""One file of content/ -> Article and Body: its front matter checked, its text marked up."""
