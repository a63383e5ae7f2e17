"""World of Weibo: a folder of Markdown columns in, a static news site out."""

__version__ = "0.1.0"
