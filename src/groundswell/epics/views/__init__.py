"""The pages of epics and of the plan."""
