// Marks on the browser's own timeline: what ran when is read from a trace, by people and by tests. They cost nothing otherwise.

export type Moment = 'batch-dispatched' | 'batch-embedded' | 'query-asked' | 'query-answered';

export function mark(moment: Moment): void {
  const name = `afterimage:${moment}`;
  performance.mark(name);
  performance.clearMarks(name); // A trace has it already; the worker's own list must not grow for ever.
}
