"""What each command of the command line does; the signatures stand in `gouji/cli.py`."""
