import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest';
import { importBankFile, listInvoices } from '../../server/billing/index.ts';
import type { Invoice } from '../../server/billing/invoices/invoices.rules.ts';
import { type WritableEntry, writeCamt053 } from '../../server/connectors/index.ts';
import { closeMonth, openHistory, type ProgramHistory } from '../history.ts';

let past: ProgramHistory;
beforeAll(async () => {
  past = await openHistory();
}, 120_000);
afterAll(() => past.stop());

const IBAN = 'SA0380000000608010167519';
const invoiceOf = (buyer: 'najd' | 'dubai'): Invoice =>
  past.february.find(({ buyer_id }) => buyer_id === past[buyer].id) ?? expect.fail(`no invoice of ${buyer}`);
const reference = (buyer: 'najd' | 'dubai') => invoiceOf(buyer).payment_reference ?? '';

let statements = 0;
/** A camt.053 statement of these entries; `opening` only makes two files of the same entries differ. */
function camt(day: string, ...entries: Partial<WritableEntry>[]): string {
  statements += 1;
  return writeCamt053({
    id: `S${statements}`,
    account: IBAN,
    currency: 'SAR',
    from: day,
    to: day,
    opening: 0n,
    entries: entries.map((entry) => ({
      ...{ amount: 500n, currency: 'SAR', direction: 'credit', bookedOn: day, valueOn: day, remittance: '' },
      ...entry,
    })) as WritableEntry[],
  });
}

async function take(text: string) {
  const finance = ['finance'] as const;
  const { entries, warnings } = await past.world.as(past.vendor, [...finance], (ctx) =>
    importBankFile(ctx, 'statement', Buffer.from(text)),
  );
  return { said: entries.map(({ state, cause }) => cause ?? state), warnings };
}

describe('a bank’s reference that names several entries', () => {
  test('loses none of them, whichever file comes first, and takes each in once', async () => {
    const paid = { bankReference: 'R1', remittance: reference('najd') };
    const charge = { bankReference: 'R1', amount: 5n, direction: 'debit' as const };
    const undone = { ...paid, direction: 'debit' as const, reversal: true };
    expect((await take(camt('2026-03-02', charge))).said).toEqual(['money_out']);
    expect((await take(camt('2026-03-02', paid, charge))).said).toEqual(['matched']);
    expect((await take(camt('2026-03-02', charge, paid, undone))).said).toEqual(['matched']);
    expect((await take(camt('2026-03-03', paid))).said).toEqual(['matched']);
    expect((await take(camt('2026-03-03', paid, charge))).said).toEqual(['money_out']);
  });
});

describe('money that would go astray waits for a person', () => {
  test('what comes back of a payment out pays nothing', async () => {
    const back = { bankReference: 'R2', remittance: reference('najd'), reversal: true };
    expect((await take(camt('2026-03-04', back))).said).toEqual(['comes_back']);
  });

  test('one sum for several buyers', async () => {
    const both = { bankReference: 'R3', remittance: `${reference('najd')} and ${reference('dubai')}` };
    expect((await take(camt('2026-03-04', both))).said).toEqual(['several_buyers']);
  });

  test('the same payment in another format, where the bank names it otherwise; two in one file are two', async () => {
    const mt940 = (day: string, count: number) => {
      const line = `:61:${day}${day.slice(2)}C7,00NTRFNONREF//B${day}\n:86:${reference('najd')}`;
      const lines = Array.from({ length: count }, (_, i) => line.replace('//B', `//${i}B`));
      return `:20:M\n:25:608010167519\n:28C:${day}\n:60F:C${day}SAR0,00\n${lines.join('\n')}\n:62F:C${day}SAR${7 * count},00\n-\n`;
    };
    const seven = { amount: 700n, remittance: reference('najd'), bankReference: 'C7' };
    expect((await take(mt940('260305', 1))).said).toEqual(['matched']);
    expect((await take(camt('2026-03-05', seven))).said).toEqual(['seen_before']);
    expect((await take(mt940('260306', 2))).said).toEqual(['matched', 'matched']);
    expect((await take(camt('2026-03-06', { ...seven, amount: 701n }))).said).toEqual(['matched']);
  });

  test('a reference beside the payer’s words is found, in whichever digits', async () => {
    const arabic = reference('najd').replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
    const beside = camt('2026-03-07', { bankReference: 'R5', remittance: 'rent' }).replace(
      '</Ntry>',
      `<AddtlNtryInf>سداد ${arabic}</AddtlNtryInf></Ntry>`,
    );
    expect((await take(beside)).said).toEqual(['matched']);
  });
});

test('one sum for several invoices pays those it names, and an older one only by what is left', async () => {
  // What the account has is used up by a first month; the sum then names the last two of three.
  const months = ['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01'];
  for (const month of months) {
    past.world.moveTo(`${month}T06:00:00.000Z`);
    await closeMonth(past.world, month);
  }
  const open = () =>
    past.world.as(past.vendor, ['finance'], async (ctx) => {
      const { items } = await listInvoices(ctx, { side: 'issued' }, { limit: 200, format: 'csv' });
      const theirs = items.filter(({ buyer_id }) => buyer_id === past.najd.id);
      return theirs.toSorted((one, other) => ((one.number ?? '') < (other.number ?? '') ? -1 : 1)).slice(-3);
    });
  const due = ({ total, paid }: { total: bigint; paid: bigint }) => total - paid;
  const [first, second, third] = await open();
  assert(first && second && third);
  const amount = due(second) + due(third);
  expect([due(first) > 0n, due(second) > 0n, due(third) > 0n]).toEqual([true, true, true]);
  const remittance = `${third.payment_reference} ${second.payment_reference}`;
  const sum = camt('2026-07-01', { bankReference: 'R7', amount, remittance });
  expect((await take(sum)).said).toEqual(['matched']);
  expect((await open()).map(due)).toEqual([due(first), 0n, 0n]);
});

test('two files at once that overlap take each entry in once', async () => {
  const shared = { bankReference: 'R8', remittance: reference('najd') };
  const taken = await Promise.all([
    take(camt('2026-03-08', shared)),
    take(camt('2026-03-08', shared, { bankReference: 'R9', amount: 3n })),
  ]);
  expect(taken.flatMap(({ said }) => said).sort()).toEqual(['matched', 'no_reference']);
});

test('a closing balance that the entries do not come to is said to who hands the file in', async () => {
  const short = camt('2026-03-09', { bankReference: 'R10' }).replace(
    /(<Bal>.*?)OPBD(.*?<\/Bal>)/s,
    (bal) => bal + bal.replace('OPBD', 'CLBD'),
  );
  const { warnings } = await take(short);
  expect(warnings).toEqual([expect.stringMatching(/^Line \d+: the closing balance is SAR 0.00, but .*5.00/)]);
});
