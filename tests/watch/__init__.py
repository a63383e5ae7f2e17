"""The watch on files, and the builds that it wakes."""
