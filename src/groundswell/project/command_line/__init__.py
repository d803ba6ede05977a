"""The ``groundswell`` command."""

import sys

import typer
from rich.console import Console

from groundswell.project.command_line import (
    archives,
    attack,
    effect,
    forecast,
    hours,
    inspection,
    opinion,
    outside,
    people,
    plan,
    questions,
    serving,
    survival,
    sync,
)
from groundswell.project.faults import Fault

FAULTY = 1

program = typer.Typer(
    name="groundswell",
    help="Groundswell, the self-hosted workbench of a developer advocate.",
    no_args_is_help=True,
    add_completion=False,
    # A pretty traceback prints local variables, and they may hold what somebody said.
    pretty_exceptions_enable=False,
)
program.command("demo")(serving.demo)
program.command("serve")(serving.serve)
program.command("work")(serving.work)
program.command("check")(inspection.check)
program.add_typer(people.people, name="people")
program.add_typer(people.imports, name="import")
hours.add_to(people.imports)
outside.add_to(people.imports)
program.add_typer(questions.questions, name="questions")
program.command("attack")(attack.attack)
program.command("opinion")(opinion.opinion)
program.command("forecast")(forecast.forecast)
program.command("survival")(survival.survival)
program.command("sync")(sync.sync)
program.command("effect")(effect.effect)
program.command("plan")(plan.plan)
program.command("backup")(archives.backup)
program.command("restore")(archives.restore)
program.command("manage", add_help_option=False, context_settings=inspection.PASSED_ON)(inspection.manage)
program.command("web", hidden=True)(serving.web)


def main() -> None:
    """Run the command that the arguments name; a fault ends it with one sentence and status 1."""
    try:
        program()
    except Fault as fault:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(fault), style="red", markup=False)
        sys.exit(FAULTY)
