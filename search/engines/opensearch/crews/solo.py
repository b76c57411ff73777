"""A machine that works on an index alone, and goes on where a run before it broke off."""

from __future__ import annotations

from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.crews.crew import unfinished, working_on
from search.engines.opensearch.crews.runs import Plan, Runs, StandingRun, mapping_version
from search.engines.opensearch.stored.generations import Generation
from search.engines.opensearch.stored.records import Records
from search.errors import IndexLockedError


class Solo:
    """The only machine that works on an index."""

    def __init__(self, connection: Connection, *, rebuild: bool) -> None:
        self._connection = connection
        self._plan = Plan(1, rebuild, {"mapping": mapping_version()})
        self._records = Records(connection)
        self._runs = Runs(self._records)
        self._run: StandingRun | None = None

    def join(self, standing: str) -> str:
        """Return the generation to go on with, which nobody sees yet; "" where there is none.

        `standing` is the name of the one that is seen. Raises IndexLockedError where machines index
        parts of a corpus, and OtherRunError where they have not finished.
        """
        run = self._runs.find()
        if run is None:
            return ""
        if run.is_of_many:
            self._refuse(run)
        elif self._goes_on(run, standing):
            self._run = run
            return run.generation
        self._runs.end(run)
        return ""

    def begin(self, generation: Generation) -> None:
        """Remember which generation is being loaded, for whoever goes on with it."""
        self._run = self._runs.begin(self._plan, generation.name)

    def end(self) -> None:
        """Forget that generation: it is seen, or given up."""
        if self._run:
            self._runs.end(self._run)
            self._run = None

    def _refuse(self, run: StandingRun) -> None:
        """Raise an error unless a run of many may be given up."""
        working = working_on(self._connection, self._records, run)
        if working:
            raise IndexLockedError(str(self._connection.address), working[0])
        if not self._plan.rebuild:
            raise unfinished(self._connection, run, self._plan)

    def _goes_on(self, run: StandingRun, standing: str) -> bool:
        is_loading = self._plan.rebuild or not standing
        is_same = run.plan.terms == self._plan.terms and run.generation != standing
        generation = Generation(self._connection, run.generation)
        return is_loading and is_same and generation.can_be_loaded
