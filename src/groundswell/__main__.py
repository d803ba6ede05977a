"""``python -m groundswell``: the command line."""

from groundswell.project.command_line import main

# A web worker that is spawned imports this module again, and must not start a second server.
if __name__ == "__main__":
    main()
