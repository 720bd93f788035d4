import { tracingChannel } from 'node:diagnostics_channel';

const channel = tracingChannel<string, { stage: string }>('caravan.billing');

/** Runs a stage of the month end; who listens to the tracing channel `caravan.billing` (the bench) is told when it began and ended. */
export function timed<T>(stage: string, work: () => Promise<T>): Promise<T> {
  return channel.tracePromise(work, { stage });
}
