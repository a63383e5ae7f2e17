"""`python -m generator` is `wow`."""

from generator.cli import main

if __name__ == "__main__":
    main()
