import { toCsv } from '../../base/csv.ts';
import type { Ctx, Language } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { invalidField } from '../../base/errors.ts';
import { majorUnits } from '../../base/money.ts';
import type { FileAnswer } from '../../base/route.ts';
import { type Account, getOrganization, type Organization } from '../../identity/index.ts';
import { accountMeant } from '../invoices/purchase-orders.ts';
import { statementPdf } from './statements.pdf.ts';
import { type Statement, type StatementRow, statementOf, usualRange } from './statements.rules.ts';
import * as store from './statements.sql.ts';

export type StatementQuery = {
  buyer_id?: string | undefined;
  from?: CivilDate | undefined;
  through?: CivilDate | undefined;
};

/** A statement with the account it is of and its two sides. */
export type AccountStatement = {
  account: Account;
  seller: Organization;
  buyer: Organization;
  statement: Statement;
};

/**
 * What was owed on an account at the beginning of some days, each document, payment and write-off in them, and what is owed after. Of the
 * acting organization's account for `buyer_id`, or the one it buys on; the last three months unless days are given. Throws Fail invalid on days
 * in the wrong order.
 */
export async function accountStatement(ctx: Ctx, query: StatementQuery): Promise<AccountStatement> {
  const account = await accountMeant(ctx, query.buyer_id);
  // A buyer does not see all of its seller's row, but a statement names both.
  const [seller, buyer] = await asSystem(ctx, async (system) => [
    await getOrganization(system, account.seller_id),
    await getOrganization(system, account.buyer_id),
  ]);
  const usual = usualRange(civilDate(ctx.now, seller.time_zone));
  const range = { from: query.from ?? usual.from, through: query.through ?? usual.through };
  if (range.from > range.through) throw invalidField('#/from', 'The first day must not be after the last.');
  const opening = await store.owedBefore(ctx.db, account.id, range.from);
  const entries = await store.entriesOf(ctx.db, account.id, range.from, range.through);
  return { account, seller, buyer, statement: statementOf(range, opening, entries) };
}

/** The same as PDF, rendered once the transaction has ended. */
export async function statementFile(
  ctx: Ctx,
  query: StatementQuery,
  language: Language,
): Promise<() => Promise<FileAnswer>> {
  const { account, seller, buyer, statement } = await accountStatement(ctx, query);
  const side = ({ name, address, country, tax_number, registration_number }: Organization) => ({
    name,
    address: address ? address.split('\n') : [],
    country,
    taxNumber: tax_number,
    registrationNumber: registration_number,
  });
  const document = {
    language,
    brand: { name: seller.name, colour: seller.brand_color ?? '#7a4a1e' },
    seller: side(seller),
    buyer: side(buyer),
    account: account.number,
    currency: account.currency,
    issueDate: civilDate(ctx.now, seller.time_zone),
    statement,
    sandbox: process.env.CARAVAN_DEMO === '1',
  };
  const filename = `statement-${account.number}-${statement.through}.pdf`;
  return async () => ({
    file: await statementPdf(document),
    filename,
    type: 'application/pdf',
    inline: true,
  });
}

/** The same as CSV, amounts in major units; the opening and the closing balance are its first and last rows. */
export async function statementCsv(ctx: Ctx, query: StatementQuery): Promise<FileAnswer> {
  const { account, statement } = await accountStatement(ctx, query);
  const { currency, number } = account;
  const figure = (amount: bigint) => majorUnits({ amount, currency });
  const blank = { reference: '', due_on: '', amount: '', settled: '' };
  const row = ({ on, kind, reference, due_on, amount, balance, parts }: StatementRow) => ({
    on,
    kind,
    ...{ reference: reference ?? '', due_on: due_on ?? '' },
    amount: figure(amount),
    settled: parts.map((part) => `${part.number} ${figure(part.amount)}`).join('; '),
    balance: figure(balance),
    currency,
  });
  const file = toCsv([
    { on: statement.from, kind: 'opening', ...blank, balance: figure(statement.opening), currency },
    ...statement.rows.map(row),
    { on: statement.through, kind: 'closing', ...blank, balance: figure(statement.closing), currency },
  ]);
  return { file, filename: `statement-${number}-${statement.through}.csv`, type: 'text/csv; charset=utf-8' };
}
