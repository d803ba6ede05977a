"""``python -m groundswell``: the command line."""

from groundswell.project.command_line import main

main()
