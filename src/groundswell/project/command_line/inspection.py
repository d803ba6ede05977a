"""``groundswell check`` and ``manage``: what is wrong, and Django's own commands."""

import typer

from groundswell.project.command_line.installation import DATA, DataFolder, open_installation

PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def check(data: DataFolder = DATA) -> None:
    """Say in sentences what is wrong with this installation, and what to do; status 1 when something is."""
    console = open_installation(data)
    from groundswell.project import soundness  # noqa: PLC0415 - after django.setup()

    findings = soundness.findings()
    for finding in findings:
        style = "red" if finding.is_fault else "yellow"
        console.print(f"{'Wrong' if finding.is_fault else 'Note'}: {finding.sentence}", style=style, markup=False)
        console.print(f"  {finding.remedy}", markup=False)
    if not findings:
        console.print("Nothing is wrong.", style="green")
    if any(finding.is_fault for finding in findings):
        raise typer.Exit(1)


def manage(context: typer.Context, data: DataFolder = DATA) -> None:
    """Run one of Django's own commands on this installation."""
    open_installation(data, is_new=True)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after django.setup()

    execute_from_command_line(["groundswell manage", *context.args])
