"""Who implements which port. The only place where two contexts that do not know each other meet."""


def wire() -> None:
    """Plug every implementation into its port."""
