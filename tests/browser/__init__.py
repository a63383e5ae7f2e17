"""What readers meet: the real site in a real browser."""
