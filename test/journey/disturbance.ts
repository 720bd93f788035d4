import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '../caravan.ts';
import { PARTS, type Program } from './program.ts';

/** When a part is killed within a step (milliseconds after its beginning): before, during and after its one write, mostly. */
const DELAYS = [8, 35, 110] as const;

export type Disturbance = {
  /** Does the step with one part killed just before it, or while it runs. */
  step<Outcome>(work: () => Promise<Outcome>): Promise<Outcome>;
  /** What was killed, in order: `web before`, `postgres within`. */
  log: string[];
};

/**
 * Disturbs a story's steps in turn: each by another part than the one before, in turn before it and within it. Over the shifts 0 to 9
 * every step meets the death of every part in both moments.
 */
export function disturb(program: Program, shift: number): Disturbance {
  const log: string[] = [];
  let steps = 0;
  const kill = async (part: Part, moment: string) => {
    log.push(`${part} ${moment}`);
    await program.kill(part);
  };
  return {
    log,
    async step(work) {
      const at = steps++;
      const part = PARTS[(at + shift) % PARTS.length] as Part;
      const isBefore = (at + Math.floor(shift / PARTS.length)) % 2 === 1;
      if (isBefore) await kill(part, 'before');
      const during = sleep(DELAYS[at % DELAYS.length]).then(() =>
        isBefore ? undefined : kill(part, 'within'),
      );
      const [outcome] = await Promise.all([work(), during]);
      return outcome;
    },
  };
}
