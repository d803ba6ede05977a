"""``groundswell attack``: the product's own attackers, and how far each of them comes.

    simulated.py   published figures of generated organisations, by the attackers of `engines/disclosure`
    throwaway.py   an installation in a temporary folder; house.py: who lives there; settings.py: its two liberties
    browser.py     what an attacker opens pages with; dumps.py: two copies of the databases, and their difference
    suspects.py    how an attacker is scored who ends with a list of suspects
    order.py copies.py letters.py timing.py guesses.py noticed.py stale.py scanner.py
                   one kind of attack each, with the real pages and the product's own actions
    here.py        what can be looked for in the installation that is in use, without writing

Every attack ends in a `Verdict`: its success, the success of the same attacker without the leak, the limit of the gain.
Only this command imports numpy; no page does.
"""
