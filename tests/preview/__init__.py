"""What whoever writes the column sees of it before readers do."""
