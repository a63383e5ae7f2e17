"""content/site.yaml -> Config, every key of it checked."""
