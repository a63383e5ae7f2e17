"""The bench: the same site of news columns by four generators, measured as whole processes."""
