"""What can be wrong with an installation, each said in one sentence with what to do about it."""

from groundswell.project.soundness.finding import Finding, fault, note
from groundswell.project.soundness.inspection import findings

__all__ = ["Finding", "fault", "findings", "note"]
