"""Markdown -> Body: html, words, links and pictures; it reads no file and knows no site."""
