"""Groups that were given instead of found: JSON of participant to group."""

import json

from groundswell.connectors.polis.numbers import shortened, whole
from groundswell.connectors.polis.refusals import BadTable

MOST_GROUPS = 20


def read_groups(content: bytes) -> dict[int, int | None]:
    """Return the group of each participant (None: no group); raises BadTable.

    Either `{"12": 0, "13": null}`, or an object that has this under `labels`, as `groundswell opinion --json` prints.
    """
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise BadTable("This is no text in UTF-8.") from fault
    except json.JSONDecodeError as fault:
        raise BadTable(f"This is no JSON: {fault.msg} in line {fault.lineno}, column {fault.colno}.") from fault
    except (ValueError, RecursionError) as fault:
        raise BadTable("This JSON is no object of participants and groups.") from fault
    labels = found.get("labels", found) if isinstance(found, dict) else found
    if not isinstance(labels, dict):
        raise BadTable('Groups are an object of participants: {"12": 0, "13": null}, or that under "labels".')
    return {whole(name.strip(), "Among the participants"): _group(name, group) for name, group in labels.items()}


def _group(name: str, group: object) -> int | None:
    if group is None:
        return None
    if isinstance(group, bool) or not isinstance(group, int) or not 0 <= group < MOST_GROUPS:
        said = shortened(json.dumps(group))
        raise BadTable(
            f"Participant {shortened(name)}: {said} is no group. Groups are numbered from 0 to 19; null is none."
        )
    return group
