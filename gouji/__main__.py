"""`python -m gouji` and the console script; imports nothing, because worker processes import it too."""


def main() -> None:
    """Run the command line."""
    from gouji.cli import main as run

    run()


if __name__ == "__main__":
    main()
