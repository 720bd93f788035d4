import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { daysBetween } from '../../base/dates.ts';
import { moneyJson } from '../../base/money.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, CurrencyCode, IdParams, MoneyReply } from '../../base/schemas.ts';
import { type AccountView, accountView, ownHold } from './account-views.ts';
import { HoldReply, holdReply, PauseReply, pauseReply, StepText } from './ageing.routes.ts';
import { holdByHand } from './holds.ts';
import { endPause, pauseReminders } from './pauses.ts';
import type { StepName } from './policies.rules.ts';
import { remindNow } from './reminders.ts';

const ReminderReply = z.object({
  id: z.uuid(),
  step: StepText,
  sent_on: CivilDateText,
  total: MoneyReply.describe('What all invoices in it came to that day'),
  recipients: z.array(z.string()),
  sent_by: z.string().nullable().describe('Who sent it before its day; null where it went out by itself'),
  invoices: z.array(z.object({ id: z.uuid(), number: z.string(), step: StepText })),
});

const OverdueAccountReply = z
  .object({
    account: z.object({ id: z.uuid(), number: z.string(), currency: CurrencyCode }),
    buyer: z.object({ id: z.uuid(), name: z.string(), kind: z.enum(['reseller', 'customer']) }),
    today: CivilDateText,
    open: MoneyReply,
    overdue: MoneyReply,
    credit: MoneyReply.describe('Money that waits on the account'),
    invoices: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        issued_on: CivilDateText,
        due_on: CivilDateText,
        days_overdue: z.int().describe('Below zero before it is due'),
        open: MoneyReply,
        reminders: z.array(z.object({ step: StepText, sent_on: CivilDateText })),
      }),
    ),
    reminders: z.array(ReminderReply).describe('The last 50 letters, newest first'),
    readers: z
      .array(z.object({ name: z.string(), email: z.string() }))
      .describe('Whom the next letter goes to'),
    pause: PauseReply.nullable(),
    hold: HoldReply.nullable(),
    holds: z.array(HoldReply.extend({ held: z.boolean(), set_by: z.string().nullable() })),
    can: z.object({
      remind: Ability,
      pause: Ability,
      end_pause: Ability,
      hold: Ability,
      release: Ability,
    }),
  })
  .meta({ id: 'OverdueAccount' });

function reply(view: AccountView): z.input<typeof OverdueAccountReply> {
  const { account, buyer, today, invoices, names } = view;
  const { id, number, currency } = account;
  const money = (amount: bigint) => moneyJson({ amount, currency });
  const sum = (of: typeof invoices) => money(of.reduce((total, { open }) => total + open, 0n));
  const named = (person: string | null) => (person ? (names.get(person) ?? null) : null);
  return {
    account: { id, number, currency },
    buyer: { id: buyer.id, name: buyer.name, kind: buyer.kind as 'reseller' | 'customer' },
    today,
    open: sum(invoices),
    overdue: sum(invoices.filter(({ due_on }) => due_on < today)),
    credit: money(view.credit),
    invoices: invoices.map((invoice) => ({
      ...invoice,
      open: money(invoice.open),
      days_overdue: daysBetween(invoice.due_on, today),
      reminders: view.reminded
        .filter(({ invoice_id }) => invoice_id === invoice.id)
        .map(({ step, sent_on }) => ({ step: step as StepName, sent_on })),
    })),
    reminders: view.reminders.map((letter) => ({
      ...letter,
      step: letter.step as StepName,
      total: money(letter.total),
      sent_by: named(letter.sent_by),
      invoices: view.reminded
        .filter(({ reminder_id }) => reminder_id === letter.id)
        .map((one) => ({ id: one.invoice_id, number: one.number, step: one.step as StepName })),
    })),
    readers: view.readers.map(({ name, email }) => ({ name, email })),
    pause: view.pause && pauseReply(view.pause),
    hold: view.hold && holdReply(view.hold),
    holds: view.changes.map((one) => ({ ...holdReply(one), held: one.held, set_by: named(one.set_by) })),
    can: view.can as z.input<typeof OverdueAccountReply>['can'],
  };
}

const Reason = z.object({ reason: z.string().trim().min(3).max(300) });
const answer = async (ctx: Ctx, id: string) => reply(await accountView(ctx, id));

export const accountViewRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/overdue/:id',
      summary: 'One account that you sell on: what is open, what was sent when, its pause and its hold.',
      access: 'reminder.read',
      params: IdParams,
      reply: OverdueAccountReply,
    },
    (ctx, { params }) => answer(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/overdue/:id/remind',
      summary: 'Sends the next letter of an account now instead of on its day.',
      access: 'reminder.send',
      params: IdParams,
      reply: OverdueAccountReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => {
      await remindNow(ctx, params.id);
      return answer(ctx, params.id);
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/overdue/:id/pause',
      summary: 'Sends no letters to an account until a day, and begins no hold.',
      access: 'reminder.send',
      params: IdParams,
      body: Reason.extend({ resumes_on: CivilDateText.describe('The first day with letters again') }),
      reply: OverdueAccountReply,
    },
    async (ctx, { params, body }) => {
      await pauseReminders(ctx, params.id, body);
      return answer(ctx, params.id);
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/overdue/:id/end-pause',
      summary: 'Ends the pause of an account’s letters.',
      access: 'reminder.send',
      params: IdParams,
      reply: OverdueAccountReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => {
      await endPause(ctx, params.id);
      return answer(ctx, params.id);
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/overdue/:id/hold',
      summary: 'Holds new purchases of an account until you lift it; its buyer reads the reason.',
      access: 'account.hold',
      params: IdParams,
      body: Reason,
      reply: OverdueAccountReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => {
      await holdByHand(ctx, params.id, { held: true, ...body });
      return answer(ctx, params.id);
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/overdue/:id/release',
      summary: 'Lifts the hold of an account; what is overdue today does not hold it again.',
      access: 'account.hold',
      params: IdParams,
      body: Reason,
      reply: OverdueAccountReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => {
      await holdByHand(ctx, params.id, { held: false, ...body });
      return answer(ctx, params.id);
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/hold',
      summary: 'Whether the one you buy from sells you nothing new for now, and what to pay first.',
      access: 'invoice.read',
      reply: z.object({
        hold: z
          .object({
            seller: z.string(),
            invoices: z.array(z.string()).describe('The numbers of what is to be paid'),
            reason: z.string().nullable(),
            contact: z.string().nullable(),
          })
          .nullable(),
      }),
    },
    async (ctx) => {
      const hold = await ownHold(ctx);
      if (!hold) return { hold: null };
      const { seller, invoices, reason, contact } = hold;
      return { hold: { seller, invoices: [...invoices], reason, contact } };
    },
  ),
];
