import { addDays, type CivilDate } from '../base/dates.ts';
import type { WritableEntry } from '../connectors/index.ts';
import { answerApplication, askForMore, declineApplication, withdrawApplication } from '../program/index.ts';
import { takeStatement } from './bank.ts';
import { hours } from './calendar.ts';
import type { DemoApplication } from './data.ts';
import { apply, verify } from './joining.ts';
import type { History } from './months.ts';
import { known, type Program } from './program.ts';

/** What is open on the day of the load, for the visitor to finish: applications in the queue, and money that nobody could place. */
export async function leaveLooseEnds({ program, bank }: History): Promise<void> {
  for (const application of program.data.applications) await leaveApplication(program, application);
  const day = addDays(program.calendar.today, -1);
  await program.lane.scene((as) =>
    takeStatement(program, bank, as, { currency: 'SAR', entries: strayMoney(day), day }),
  );
}

/** The application goes as far as its state says. */
async function leaveApplication(program: Program, wanted: DemoApplication): Promise<void> {
  const { calendar, lane, staff } = program;
  const { state, applied_days_ago } = wanted;
  const applied = addDays(calendar.today, -applied_days_ago);
  const at = (hour: number, days = 0) => calendar.at(addDays(applied, days), hours(hour));
  const { token } = known(await apply(lane, at(9), wanted), wanted.key);
  if (state === 'unverified') return;
  const { owner, application } = await verify(lane, at(10), token, { submits: state !== 'verified' });
  if (state === 'verified') return;
  const manager = staff('channel_manager');
  if (state === 'more_asked')
    await lane.act(manager, at(9, 1), (ctx) => askForMore(ctx, application.id, QUESTION));
  if (state === 'declined')
    await lane.act(manager, at(9, 1), (ctx) => declineApplication(ctx, application.id, REASON));
  if (state === 'withdrawn')
    await lane.act(owner, at(15), (ctx) => withdrawApplication(ctx, application.id, null));
  if (wanted.answers) {
    await lane.act(manager, at(9, 1), (ctx) => askForMore(ctx, application.id, QUESTION));
    await lane.act(owner, at(14, 1), (ctx) =>
      answerApplication(ctx, application.id, wanted.answers ?? '', {}),
    );
  }
}

const QUESTION =
  'Please tell us which cloud services you have sold so far, and who will support your customers.';
const REASON =
  'We look for partners with a support desk of their own in the country; please apply again when you have one.';

/** Transfers without a reference, with a wrong one, and one of somebody who is no reseller. */
function strayMoney(day: CivilDate): WritableEntry[] {
  const stamp = day.replaceAll('-', '');
  const entry = (place: number, amount: bigint, name: string, remittance: string): WritableEntry => {
    const counterparty = { name };
    return {
      amount,
      direction: 'credit',
      bookedOn: day,
      remittance,
      counterparty,
      bankReference: `${stamp}9${place.toString().padStart(3, '0')}`,
    };
  };
  return [
    entry(1, 1_250_000n, 'Taif Technologies', 'invoices October thank you'),
    entry(2, 486_350n, 'Yanbu Office Solutions', 'RF12 2019 0000 1234'),
    entry(3, 95_000n, 'Rimal Trading Est.', 'deposit for fibre line'),
    { ...entry(4, 3_750n, 'Bank of the Oases', 'account fees'), direction: 'debit' },
  ];
}
