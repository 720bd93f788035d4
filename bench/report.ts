import { writeFileSync } from 'node:fs';

export type Result = {
  shape: string;
  subscriptions: number;
  resellers: number;
  lines: number;
  invoices: number;
  transfers: number;
  /** Wall-clock seconds by stage; draft and verify run side by side on two workers and share their time. */
  seconds: Record<string, number>;
  /** The same rows into bare tables; and into tables with the keys, indexes and checks of the real ones. */
  floor_seconds: number;
  floor_indexed_seconds: number;
  /** (rate + draft + verify + ledger) / floor. */
  ratio: number;
  ratio_indexed: number;
  /** Processor time of Node and of a PostgreSQL of its own, all stages. */
  cpu_seconds: number;
  /** The same for rate, draft and verify alone; with the floor's own it says what a busy machine hides. */
  cpu_seconds_drafting: number;
  floor_cpu_seconds: number;
  peak_rss_mb: number;
  setup_seconds: number;
  /** Amounts as decimal text in units of the currency: "1015094.80". */
  net: string;
  tax: string;
  total: string;
};

const wide = (value: number, digits = 2) => value.toFixed(digits).padStart(10);

export function print(result: Result): void {
  const { seconds, floor_seconds, ratio, cpu_seconds, peak_rss_mb, net, tax, total } = result;
  const { cpu_seconds_drafting, floor_cpu_seconds, floor_indexed_seconds, ratio_indexed } = result;
  const counted = ['subscriptions', 'resellers', 'lines', 'invoices', 'transfers'] as const;
  console.log(`\n${counted.map((name) => `${result[name].toLocaleString('en')} ${name}`).join(', ')}`);
  for (const [stage, took] of Object.entries(seconds)) console.log(`  ${stage.padEnd(18)}${wide(took)} s`);
  console.log(`  floor             ${wide(floor_seconds)} s`);
  console.log(`  ratio             ${wide(ratio)} × (rate + draft + verify + ledger; the bound is 4)`);
  console.log(`  floor with indexes${wide(floor_indexed_seconds)} s, ratio ${ratio_indexed.toFixed(2)} ×`);
  console.log(`  processor         ${wide(cpu_seconds)} s`);
  console.log(
    `    rate, draft, verify${wide(cpu_seconds_drafting, 2)} s of it; the floor ${floor_cpu_seconds.toFixed(2)} s`,
  );
  console.log(`  memory of Node    ${wide(peak_rss_mb, 0)} MB at most (the bound is 200)`);
  console.log(`  net ${net}, tax ${tax}, total ${total}`);
}

/** Seconds of a thousand subscriptions at each size: level when the cost is linear. */
export function printGrowth(results: readonly Result[]): void {
  console.log('\n  subscriptions      work    of 1,000      ratio    memory');
  for (const { subscriptions, seconds, ratio, peak_rss_mb } of results) {
    const work = worked(seconds);
    const each = (work / subscriptions) * 1000;
    console.log(
      `  ${subscriptions.toLocaleString('en').padStart(13)}${wide(work)} s${wide(each, 4)} s${wide(ratio)}${wide(peak_rss_mb, 0)} MB`,
    );
  }
}

/** The stages that the bound is about. */
export function worked({ rate = 0, draft = 0, verify = 0, ledger = 0 }: Record<string, number>): number {
  return rate + draft + verify + ledger;
}

export function save(file: string, result: Result, growth: readonly Result[] | null): void {
  writeFileSync(file, `${JSON.stringify(growth ? { ...result, growth } : result, null, 2)}\n`);
}
