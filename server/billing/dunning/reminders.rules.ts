import { addDays, type CivilDate } from '../../base/dates.ts';
import { rankOf, type Step, type StepName, stepAfter, stepReached } from './policies.rules.ts';

/** What is open of an invoice, in minor units, and the furthest letter that it got. */
export type Owed = { id: string; due_on: CivilDate; open: bigint; last_step: StepName | null };

/** What is open of an invoice, with what a letter says of it. */
export type OwedInvoice = Owed & {
  reseller_id: string;
  account_id: string;
  number: string;
  issued_on: string;
  currency: string;
  payment_reference: string | null;
};

/** A letter to write: `reached` is what it is the letter for, `listed` all that it names, `step` the furthest of what is reached. */
export type Letter<Invoice extends Owed> = {
  step: StepName;
  listed: Invoice[];
  reached: { invoice: Invoice; step: StepName }[];
  total: bigint;
};

/** What is left of each invoice once credit that waits on the account has paid, the oldest due first. */
export function afterCredit<Invoice extends Owed>(invoices: readonly Invoice[], credit: bigint): Invoice[] {
  let left = credit;
  return invoices
    .toSorted((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : 0))
    .flatMap((invoice) => {
      const used = left < invoice.open ? left : invoice.open;
      left -= used;
      return used < invoice.open ? [{ ...invoice, open: invoice.open - used }] : [];
    });
}

/**
 * The one letter that an account gets on `today`, however many invoices and days: for the furthest step that one of them has newly reached. Null
 * where none has.
 */
export function letterFor<Invoice extends Owed>(
  steps: readonly Step[],
  invoices: readonly Invoice[],
  today: CivilDate,
): Letter<Invoice> | null {
  const reached = invoices.flatMap((invoice) => {
    const step = stepReached(steps, invoice.due_on, today)?.step;
    return step && rankOf(step) > rankOf(invoice.last_step) ? [{ invoice, step }] : [];
  });
  return reached.length > 0 ? letterOf(reached, invoices, today) : null;
}

/**
 * The letter that a person sends before its day: that of today where one is due, else the next one of what is furthest along. Answers a sentence
 * where there is none.
 */
export function nextLetter<Invoice extends Owed>(
  steps: readonly Step[],
  invoices: readonly Invoice[],
  today: CivilDate,
): Letter<Invoice> | string {
  const overdue = invoices.filter(({ due_on }) => due_on < today);
  if (overdue.length === 0) return 'Nothing is overdue on this account.';
  const due = letterFor(steps, invoices, today);
  if (due) return due;
  const furthest = Math.max(...overdue.map(({ last_step }) => rankOf(last_step)));
  const lead = overdue.filter(({ last_step }) => rankOf(last_step) === furthest);
  const next = stepAfter(steps, lead[0]?.last_step ?? null);
  if (!next) return 'The last letter of your policy has been sent already.';
  return letterOf(
    lead.map((invoice) => ({ invoice, step: next.step })),
    invoices,
    today,
  );
}

function letterOf<Invoice extends Owed>(
  reached: { invoice: Invoice; step: StepName }[],
  invoices: readonly Invoice[],
  today: CivilDate,
): Letter<Invoice> {
  const named = new Set(reached.map(({ invoice }) => invoice.id));
  const listed = invoices.filter(({ id, due_on }) => due_on < today || named.has(id));
  const [furthest] = reached.toSorted((a, b) => rankOf(b.step) - rankOf(a.step));
  return {
    step: furthest?.step ?? 'reminder',
    listed,
    reached,
    total: listed.reduce((sum, { open }) => sum + open, 0n),
  };
}

/**
 * Which invoices hold new purchases on `today`: so many days overdue or more. Those that a person has let pass by lifting the hold on `liftedOn` do
 * not any more: only what came so far after that day does.
 */
export function holding<Invoice extends Pick<Owed, 'due_on'>>(
  invoices: readonly Invoice[],
  fromDays: number,
  today: CivilDate,
  liftedOn: CivilDate | null = null,
): Invoice[] {
  return invoices.filter(({ due_on }) => {
    const day = addDays(due_on, fromDays);
    return day <= today && (liftedOn === null || day > liftedOn);
  });
}
