import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBooks } from '../../server/billing/index.ts';
import type { Invoice } from '../../server/billing/invoices/invoices.rules.ts';
import { type WritableEntry, writeCamt053 } from '../../server/connectors/index.ts';
import { openHistory, type ProgramHistory } from '../history.ts';
import { signIn } from '../world.ts';

let past: ProgramHistory;
let app: FastifyInstance;
let finance: Record<string, string>;
beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
  finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
}, 240_000);
afterAll(async () => {
  await app.close();
  await past.stop();
});

const IBAN = 'SA0380000000608010167519';
const invoice = (): Invoice =>
  past.february.find(({ buyer_id }) => buyer_id === past.najd.id) ?? expect.fail('no invoice');
const reference = () => invoice().payment_reference ?? '';

let statements = 0;
/** Hands in a camt.053 statement of these entries; answers each as `state cause`. */
async function take(day: string, ...entries: Partial<WritableEntry>[]) {
  statements += 1;
  const text = writeCamt053({
    ...{ id: `R${statements}`, account: IBAN, currency: 'SAR', from: day, to: day, opening: 0n },
    entries: entries.map((entry) => ({
      ...{ amount: 500n, direction: 'credit', bookedOn: day, valueOn: day, remittance: '' },
      ...entry,
    })) as WritableEntry[],
  });
  return takeText(text);
}

async function takeText(text: string): Promise<Entry[]> {
  statements += 1;
  const answer = await app.inject({
    method: 'POST',
    url: `/v1/billing/bank-files?name=file-${statements}`,
    headers: { ...finance, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(text),
  });
  expect(answer.statusCode).toBe(201);
  return answer.json().items;
}

type Entry = {
  id: string;
  state: string;
  cause: string | null;
  payment_id: string;
  proposed_payment_id: string;
};
const told = (entries: Entry[]) => entries.map(({ state, cause }) => cause ?? state);

const get = async (url: string) => (await app.inject({ url, headers: finance })).json();
const post = async (url: string, payload: object = {}) => {
  const answer = await app.inject({ method: 'POST', url, headers: finance, payload });
  return { status: answer.statusCode, ...answer.json() };
};
const payment = (id: string) => get(`/v1/billing/payments/${id}`);
const booksHold = async () => expect((await past.world.system(checkBooks)).differences).toEqual([]);

describe('the bank takes money back', () => {
  test('by the end-to-end id of the transfer: it is reversed at once, and again in the next file not at all', async () => {
    const came = { amount: 701n, endToEndId: 'E2E-1', bankReference: 'A1', remittance: reference() };
    const [paid] = await take('2026-03-02', came);
    const gone = {
      ...came,
      direction: 'debit' as const,
      reversal: true,
      bankReference: 'A2',
      remittance: 'AC04',
    };
    const [back] = await take('2026-03-05', gone);
    expect(back).toMatchObject({ state: 'matched', cause: null, proposed_payment_id: null });
    expect(await payment(paid?.payment_id ?? '')).toMatchObject({
      reversal: { id: back?.payment_id, on: '2026-03-05', reason: 'returned' },
      can: { reverse: 'It has been reversed already.' },
    });
    expect(await take('2026-03-05', gone, { amount: 3n })).toHaveLength(1);
    await booksHold();
  });

  test('in the file that brought it, as MT940 has it: RC', async () => {
    const line = (mark: string) => `:61:2603060306${mark}8,02NTRFNONREF//M1\n:86:${reference()}`;
    const entries = await takeText(
      `:20:M\n:25:${IBAN}\n:28C:9\n:60F:C260306SAR0,00\n${line('C')}\n${line('RC')}\n:62F:C260306SAR0,00\n-\n`,
    );
    expect(told(entries)).toEqual(['matched', 'matched']);
    expect(entries[0]?.payment_id).not.toBe(entries[1]?.payment_id);
    await booksHold();
  });

  test('as a return that is not called a reversal: RtrInf in camt.053, RTI in MT940', async () => {
    const came = { amount: 703n, endToEndId: 'E2E-3', bankReference: 'A3', remittance: reference() };
    await take('2026-03-07', came);
    const plain = writeCamt053({
      ...{ id: 'RTR', account: IBAN, currency: 'SAR', from: '2026-03-08', to: '2026-03-08', opening: 0n },
      entries: [{ ...came, direction: 'debit', bookedOn: '2026-03-08', bankReference: 'A4' }],
    }).replace('</TxDtls>', '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>');
    expect(told(await takeText(plain))).toEqual(['matched']);
    await take('2026-03-07', { ...came, amount: 704n, bankReference: 'A5', endToEndId: 'E2E-4' });
    const returned = `:20:M\n:25:${IBAN}\n:28C:10\n:60F:C260308SAR0,00\n:61:2603080308D7,04NRTINONREF//M2\n:86:${reference()}\n:62F:D260308SAR7,04\n-\n`;
    expect(told(await takeText(returned))).toEqual(['matched']);
    await booksHold();
  });

  test('without naming which of two: it waits with the newest proposed, and one press reverses it', async () => {
    const came = { amount: 705n, remittance: reference() };
    const paid = await take('2026-03-09', { ...came, bankReference: 'B1' });
    await take('2026-03-10', { ...came, bankReference: 'B2' });
    const [back] = await take('2026-03-11', {
      ...came,
      direction: 'debit',
      reversal: true,
      bankReference: 'B3',
    });
    expect(back).toMatchObject({ state: 'unmatched', cause: 'taken_back' });
    const { items } = await get(`/v1/billing/bank-entries/${back?.id}/reversible`);
    expect(items.map((each: { id: string }) => each.id)).toEqual([
      back?.proposed_payment_id,
      paid[0]?.payment_id,
    ]);
    const url = `/v1/billing/bank-entries/${back?.id}/reverse`;
    const other = await take('2026-03-11', { amount: 1n, remittance: reference(), bankReference: 'B4' });
    expect(await post(url, { payment_id: other[0]?.payment_id })).toMatchObject({ status: 422 });
    expect(await post(url, { payment_id: paid[0]?.payment_id })).toMatchObject({
      status: 200,
      state: 'matched',
    });
    expect(await post(url, { payment_id: paid[0]?.payment_id })).toMatchObject({ status: 409 });
    expect((await payment(paid[0]?.payment_id ?? '')).reversal).toMatchObject({ on: '2026-03-11' });
    expect((await payment(back?.proposed_payment_id ?? '')).reversal).toBeNull();
    await booksHold();
  });

  test('that somebody has reversed by hand before the file came: nothing is taken twice', async () => {
    const came = { amount: 706n, endToEndId: 'E2E-6', bankReference: 'C1', remittance: reference() };
    const [paid] = await take('2026-03-02', came);
    const url = `/v1/billing/payments/${paid?.payment_id}/reverse`;
    past.world.moveTo('2026-03-15T06:00:00.000Z');
    const byHand = await post(url, { reason: 'returned', reversed_on: '2026-03-12' });
    const [back] = await take('2026-03-13', {
      ...came,
      direction: 'debit',
      reversal: true,
      bankReference: 'C2',
    });
    expect(back).toMatchObject({ state: 'matched', payment_id: byHand.id });
    await booksHold();
  });

  test('that is no payment of ours: it is left out, by itself or by a person', async () => {
    const gone = { direction: 'debit' as const, reversal: true };
    expect(told(await take('2026-03-13', { ...gone, amount: 99_999n }))).toEqual(['taken_back']);
    await take('2026-03-13', { amount: 707n, remittance: reference(), bankReference: 'D1' });
    const [back] = await take('2026-03-14', {
      ...gone,
      amount: 707n,
      bankReference: 'D2',
      remittance: 'recall',
    });
    expect(back?.state).toBe('unmatched');
    const url = `/v1/billing/bank-entries/${back?.id}/leave-out`;
    expect(await post(url)).toMatchObject({ status: 200, state: 'ignored', cause: 'left_out' });
    expect(await post(url)).toMatchObject({ status: 409 });
  });
});

test('money matched to the wrong buyer: reversed as a mistake, its entry waits again and is matched to the right one', async () => {
  const account = (buyer: string) =>
    past.february.find(({ buyer_id }) => buyer_id === buyer)?.account_id ?? expect.fail('no account');
  const [entry] = await take('2026-03-14', {
    amount: 708n,
    bankReference: 'F1',
    remittance: 'from a friend',
  });
  const match = `/v1/billing/bank-entries/${entry?.id}/match`;
  const jidda = await past.world.system(({ db }) =>
    db
      .selectFrom('identity.account')
      .select('id')
      .where('buyer_id', '=', past.jidda.id)
      .executeTakeFirstOrThrow(),
  );
  const wrong = await post(match, { account_id: jidda.id });
  await post(`/v1/billing/payments/${wrong.payment_id}/reverse`, {
    reason: 'mistake',
    reversed_on: '2026-03-14',
  });
  const { items } = await get('/v1/billing/bank-entries?state=unmatched');
  expect(items.find((each: Entry) => each.id === entry?.id)).toMatchObject({ cause: 'mistaken' });
  const right = await post(match, { account_id: account(past.najd.id) });
  expect(right).toMatchObject({ status: 200, state: 'matched', cause: null });
  expect(right.payment_id).not.toBe(wrong.payment_id);
  expect((await payment(right.payment_id)).amount.amount).toBe(708);
  await booksHold();
});
