"""What a pass of jobs came to, told to a person and as an exit code.

The jobs themselves live in `collector/jobs.py`.
"""

from collections.abc import Sequence

from collector.aws.catalogue import BY_NAME
from collector.commands._console import Console
from collector.jobs import DENIED, OK
from deliverability.model import N_, NN_, text
from store.runs import Run


def told(console: Console, done: Sequence[Run]) -> int:
    """Name each job that did not go well, with its cure, then sum up; 0 when all went well, else 1."""
    bad = [run for run in done if run.outcome != OK]
    troubled = [run for run in bad if not _may_lack(run)]
    for run in bad:
        tell = console.trouble if run in troubled else console.note
        tell(text(N_("{job}: {error}"), job=run.job, error=run.error))
    calls, cost = sum(run.api_calls for run in done), sum(run.cost_usd for run in done)
    if troubled:
        summary = NN_("{n} of {all} jobs had trouble.", "{n} of {all} jobs had trouble.")
        console.trouble(text(summary, n=len(troubled), all=len(done)))
        return 1
    console.say(
        text(
            NN_(
                "{n} job went well: {calls:number} calls to AWS for {cost:usd}.",
                "{n} jobs went well: {calls:number} calls to AWS for {cost:usd}.",
            ),
            n=len(done) - len(bad),
            calls=calls,
            cost=cost,
        )
    )
    return 0


def _may_lack(run: Run) -> bool:
    """Whether it is only the permission of a reading that nothing else rests on."""
    reading = BY_NAME.get(run.job)
    return run.outcome == DENIED and reading is not None and reading.spare
