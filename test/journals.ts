import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ensureLedgerTools } from '../bin/lib/debian.ts';

/** What a program says of a journal: its exit code and its words. */
export type Verdict = { status: number | null; said: string };

/** The verdict on what is right. */
export const FINE: Verdict = { status: 0, said: '' };

let found: ReturnType<typeof ensureLedgerTools> | undefined;
const tools = () => (found ??= ensureLedgerTools());

/** `hledger check --strict` of a journal. */
export function hledger(text: string): Verdict {
  return verdict(run(tools().hledger, ['check', '--strict', 'ordereddates', '-f'], 'book.journal', text));
}

/** `bean-check` of a beancount file. */
export function beanCheck(text: string): Verdict {
  return verdict(run(tools().beanCheck, [], 'book.beancount', text));
}

/** hledger's balances of a journal, one account a line, as CSV. */
export function hledgerBalances(text: string): string {
  return run(tools().hledger, ['balance', '--flat', '-N', '-O', 'csv', '-f'], 'book.journal', text).stdout;
}

/** Both programs accept the journal that `journal` writes in a format, and it tells of `of`. */
export async function expectAccepted(
  journal: (format: 'hledger' | 'beancount') => Promise<string>,
  of: string,
): Promise<void> {
  const [one, other] = [await journal('hledger'), await journal('beancount')];
  expect(one).toContain(of);
  expect(other).toContain(of);
  expect(hledger(one)).toEqual(FINE);
  expect(beanCheck(other)).toEqual(FINE);
}

function verdict({ status, stdout, stderr }: ReturnType<typeof run>): Verdict {
  return { status, said: `${stdout}${stderr}` };
}

function run(program: string, args: string[], name: string, text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    return spawnSync(program, [...args, file], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
