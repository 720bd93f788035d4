import { z } from 'zod';
import { allows } from '../base/permissions.ts';
import { route } from '../base/route.ts';
import { Ability, CivilDateText, Instant } from '../base/schemas.ts';
import { advanceClock, readClock } from './test-clock.ts';

const ClockReply = z
  .object({
    enabled: z.boolean().describe('Whether this is a sandbox program with a clock of its own'),
    today: CivilDateText,
    now: Instant,
    can: z.object({ advance: Ability }),
  })
  .meta({ id: 'TestClock' });

const PATH = '/v1/demo/clock';

export const testClockRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'What day it is in this program.',
      access: 'clock.move',
      reply: ClockReply,
    },
    async (ctx) => ({ ...(await readClock(ctx)), can: { advance: allows(ctx.actor, 'clock.move') } }),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/advance`,
      summary:
        'Moves a sandbox program’s clock ahead, day by day, with every timer that falls due on the way.',
      access: 'clock.move',
      body: z.object({ to: CivilDateText }),
      reply: ClockReply,
      status: 202,
      errors: ['illegal_move'],
    },
    async (ctx, { body }) => ({
      ...(await advanceClock(ctx, body.to)),
      can: { advance: allows(ctx.actor, 'clock.move') },
    }),
  ),
];
