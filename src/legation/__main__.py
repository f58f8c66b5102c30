"""`python -m legation` is the program ``legation``."""

from legation.cli import main

if __name__ == "__main__":
    main()
