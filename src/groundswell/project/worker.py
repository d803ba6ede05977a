"""One worker process: tasks from the queue in the main thread, what is due by the clock in four beside it."""

import signal
import threading
from types import FrameType

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from groundswell.project import sweeps

INTERVAL_SECONDS = 1.0


class PatientWorker(Worker):
    """Finishes the task at hand when asked to stop, however often it is asked."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop after the task at hand; at once when there is none."""
        del signum, frame
        self.running = False
        if not self.running_task:
            raise SystemExit(0)

    def configure_signals(self) -> None:
        """Listen to SIGTERM and Ctrl-C."""
        for asked in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked, self.shutdown)


def run() -> None:
    """Work until told to stop."""
    worker = PatientWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=INTERVAL_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    worker.configure_signals()
    stopped = threading.Event()
    kinds = (
        (sweeps.sweep_until, "sweeps"),
        (sweeps.brisk_until, "brisk sweeps"),
        (sweeps.listen_until, "listening"),
        (sweeps.carry_until, "carrying"),
    )
    beside = [threading.Thread(target=run, args=(stopped,), name=name, daemon=True) for run, name in kinds]
    for each in beside:
        each.start()
    try:
        worker.run()
    finally:
        stopped.set()
        # A sweep that is under way ends its transaction; one that does not within this time is cut off, and done again.
        for each in beside:
            each.join(timeout=10)
