import type { Actor, Ctx } from '../base/ctx.ts';
import { addDays, type CivilDate, civilDate, instant } from '../base/dates.ts';
import { importBankFile, listInvoices, listRequests } from '../billing/index.ts';
import { type WritableEntry, writeCamt053 } from '../connectors/index.ts';
import { hours } from './calendar.ts';
import type { As } from './lane.ts';
import { type Payable, transferFor } from './payers.ts';
import type { Program } from './program.ts';

/** A seller's account at its bank, in one currency, with what was on it after the last statement. */
type BankAccount = { number: string; balance: bigint; statements: number };

/** The bank of one seller: it keeps the accounts and writes their statements. */
export type Bank = {
  seller: Actor;
  accounts: Map<string, BankAccount>;
  prompt: ReadonlySet<string>;
};

/** `numbers`: the account's number for each currency. `prompt`: the names of the payers who are billed ahead and pay at once. */
export function openBank(
  seller: Actor,
  numbers: Record<string, string>,
  prompt: ReadonlySet<string> = new Set(),
): Bank {
  const accounts = Object.entries(numbers).map(
    ([currency, number]) => [currency, { number, balance: 250_000_00n, statements: 0 }] as const,
  );
  return { seller, accounts: new Map(accounts), prompt };
}

/** Whoever owes the seller something transfers as the payers do; the seller takes the bank's statements in. */
export async function takeTransfers(program: Program, bank: Bank, as: As, day: CivilDate): Promise<void> {
  const at = program.calendar.at(day, hours(8, 30));
  const payables = await payablesOf(as(bank.seller, at), bank, program.vendor.time_zone);
  const paying = payables
    .map((payable) => ({ ...payable, amount: transferFor(payable, day) }))
    .filter(({ amount }) => amount > 0n);
  for (const [currency, some] of Map.groupBy(paying, (one) => one.currency)) {
    const entries = some.map((payment, place) => entryOf(payment, addDays(day, -(place % 4)), place));
    await takeStatement(program, bank, as, { currency, entries, day });
  }
}

/** The open invoices and payment requests of the acting seller. */
async function payablesOf(ctx: Ctx, { prompt }: Bank, timeZone: string): Promise<Payable[]> {
  const list = { limit: 200, format: 'csv' } as const;
  const { items: invoices } = await listInvoices(ctx, { side: 'issued', state: 'open' }, list);
  const requests = prompt.size > 0 ? (await listRequests(ctx, list)).items : [];
  const bills = invoices.map(({ buyer_name, issued_on, payment_reference, currency, total, paid }) => {
    return {
      payer: buyer_name,
      issued_on: issued_on ?? '',
      reference: payment_reference ?? '',
      currency,
      total,
      paid,
      urgent: prompt.has(buyer_name),
    };
  });
  const open = requests.filter(
    ({ state, seller_id }) => state === 'open' && seller_id === ctx.actor.organizationId,
  );
  const asked = open.map(({ created_at, payment_reference: reference, currency, total }) => {
    return {
      payer: '',
      issued_on: civilDate(instant(created_at), timeZone),
      reference,
      currency,
      total,
      paid: 0n,
      urgent: true,
    };
  });
  return [...bills, ...asked];
}

type Transfer = Payable & { amount: bigint };

function entryOf({ payer, reference, amount }: Transfer, bookedOn: CivilDate, place: number): WritableEntry {
  return {
    amount,
    direction: 'credit',
    bookedOn,
    remittance: `Payment ${reference}`,
    bankReference: `${bookedOn.replaceAll('-', '')}${(place + 1).toString().padStart(4, '0')}`,
    ...(payer && { counterparty: { name: payer } }),
  };
}

/** The bank's camt.053 of these entries, taken in as a file. */
export async function takeStatement(
  program: Program,
  bank: Bank,
  as: As,
  { currency, entries, day }: { currency: string; entries: WritableEntry[]; day: CivilDate },
): Promise<void> {
  const account = bank.accounts.get(currency);
  if (!account) throw new Error(`the seller has no account in ${currency}`);
  account.statements += 1;
  const id = `${currency}-${day}-${account.statements.toString().padStart(3, '0')}`;
  const from = entries.reduce((first, { bookedOn }) => (bookedOn < first ? bookedOn : first), day);
  const file = writeCamt053({
    id,
    account: account.number,
    currency,
    from,
    to: day,
    opening: account.balance,
    entries,
  });
  account.balance += entries.reduce((sum, { amount }) => sum + amount, 0n);
  await importBankFile(as(bank.seller, program.calendar.at(day, hours(9))), `${id}.xml`, Buffer.from(file));
}
