import type { Door } from './door.ts';
import type { Task } from './jobs.ts';

/** A task that looks whether something has fallen due. It must do nothing when nothing has. */
export type Tick = Task<object>;

const EVERY_SECONDS = 15;

/**
 * Has each of these look for what has fallen due, again and again until stopped. The timers themselves are rows with a `due_at`, held against
 * the program's clock: one that falls due while nothing runs, or in a month a test clock leaps over, fires at the next look.
 * Several workers may tick at once: a task takes its rows by `for update skip locked`.
 */
export function startTicking(
  door: Door,
  ticks: readonly Tick[],
  report: (line: string) => void,
  everySeconds = EVERY_SECONDS,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const look = () => {
    running ??= lookOnce(door, ticks, report).finally(() => {
      running = undefined;
    });
  };
  const timer = setInterval(look, everySeconds * 1000);
  look();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** One look of each; one that fails is reported, and the others still look. */
async function lookOnce(door: Door, ticks: readonly Tick[], report: (line: string) => void): Promise<void> {
  for (const tick of ticks) {
    try {
      await tick.run(door, {}, { number: 1, last: false });
    } catch (error) {
      report(`tick ${tick.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
