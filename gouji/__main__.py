"""`python -m gouji` is the console script."""

from gouji.cli import main

if __name__ == "__main__":
    main()
