import type { Db } from '../../base/db.ts';
import { dueFees } from '../fees/fees.sql.ts';
import { addShortfalls } from '../fees/minimums.sql.ts';
import { holdBranches } from '../rates/rates.sql.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { dueUse } from '../usage/usage.sql.ts';
import { dueAdjustments, dueRefunds, dueTerms } from './adjustments.sql.ts';
import { findDue, isBeside } from './due.sql.ts';
import { dropDueLines } from './due-lines.sql.ts';
import { mayCorrect, settleRules } from './earlier-rules.sql.ts';
import { type Drafted, draftLines } from './lines.sql.ts';
import { dueOnce, dueTerminations } from './once.sql.ts';
import { dueShrunk } from './shrunk.sql.ts';

/**
 * Drafts every kind of charge of the scope: first what is due beside the recurring lines, each by a set-based statement of its own, then the
 * recurring lines, the invoices over both, and the watermarks. Answers how many lines and invoices each branch got. Twice drafts nothing more.
 */
export async function draftCharges(db: Db, run: Run, scope: Scope): Promise<Drafted[]> {
  await holdBranches(db, scope.resellerIds, 'drafting');
  const due = await findDue(db, run, scope);
  if (due.ahead) due.shrunk = await dueShrunk(db, run, scope, due.streams);
  if (due.corrected) {
    await dueAdjustments(db, run, scope);
    await dueRefunds(db, run, scope);
    await dueTerms(db, run, scope);
  }
  if (due.used) await dueUse(db, run, scope);
  if (due.fees) await dueFees(db, run, scope);
  if (due.once) await dueOnce(db, run, scope);
  if (due.ended) await dueTerminations(db, run, scope);
  if (mayCorrect(due)) due.ruled = await settleRules(db, run, scope);
  // What lacks of a minimum is reckoned from all lines.
  const drafted = await draftLines(db, run, due.minimums ? { ...scope, lines: undefined } : scope, due);
  if (isBeside(due)) await dropDueLines(db, run, scope);
  if (due.minimums) await addShortfalls(db, run, scope);
  return drafted;
}
