import { publicUrl } from '../../base/config.ts';
import type { Ctx, Language } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { sendMail } from '../../base/mail.ts';
import { getOrganization, getVendor, membersWithRole, peopleById } from '../../identity/index.ts';
import { keepersOf } from '../../program/index.ts';
import { SPECIAL_PRICE_WORDS, type SpecialLetter } from './special-prices.mail.ts';
import type { SpecialPrice } from './special-prices.rules.ts';

type Reader = { name: string; email: string; language: string };

// Who is told a move by letter; the levels are asked by `writeToDeciders`.
const TOLD: Record<string, { letter: SpecialLetter; to: 'supervisor' | 'reseller' } | undefined> = {
  request: { letter: 'request', to: 'supervisor' },
  answer: { letter: 'answer', to: 'supervisor' },
  reopen: { letter: 'reopen', to: 'supervisor' },
  return: { letter: 'return', to: 'reseller' },
  approve: { letter: 'approve', to: 'reseller' },
  decline: { letter: 'decline', to: 'reseller' },
  expire: { letter: 'expire', to: 'reseller' },
};

/** Tells whoever waits for the move: the channel supervisor, or the reseller. */
export async function writeAboutSpecialPrice(
  ctx: Ctx,
  request: SpecialPrice,
  verb: string,
  note: string | null,
): Promise<void> {
  const told = TOLD[verb];
  if (!told) return;
  const readers = told.to === 'supervisor' ? await supervisorOf(ctx, request) : await askersOf(ctx, request);
  await write(ctx, request, told.letter, readers, note);
}

/** Asks, reminds or escalates to those who decide a level. */
export async function writeToDeciders(
  ctx: Ctx,
  request: SpecialPrice,
  letter: 'decide' | 'remind' | 'escalate',
  deciders: readonly Reader[],
): Promise<void> {
  await write(ctx, request, letter, deciders, null);
}

async function supervisorOf(ctx: Ctx, { reseller_id }: SpecialPrice): Promise<Reader[]> {
  const keepers = await keepersOf(ctx, reseller_id);
  return keepers ? [keepers.supervisor] : [];
}

async function askersOf(ctx: Ctx, { requested_by, buyer_id }: SpecialPrice): Promise<Reader[]> {
  return asSystem(ctx, async () => {
    const asker = requested_by ? (await peopleById(ctx, [requested_by])).get(requested_by) : undefined;
    return asker ? [asker] : membersWithRole(ctx, buyer_id, ['owner']);
  });
}

async function write(
  ctx: Ctx,
  request: SpecialPrice,
  kind: SpecialLetter,
  readers: readonly Reader[],
  note: string | null,
): Promise<void> {
  const from = await getVendor(ctx);
  // Across the wall: a clock, and a customer that grows, act for nobody.
  const reseller = await asSystem(ctx, () => getOrganization(ctx, request.buyer_id));
  const face = TOLD[kind]?.to === 'reseller' ? 'console' : 'office';
  const url = `${publicUrl()}/${face}/special-prices/${request.id}`;
  const { reseller_id: resellerId, seller_id: sellerId, number, customer_name: customer } = request;
  for (const { name, email, language: spoken } of readers) {
    const language: Language = spoken === 'ar' ? 'ar' : 'en';
    const words = SPECIAL_PRICE_WORDS[language][kind]({ reseller: reseller.name, customer, number });
    const greeting = language === 'ar' ? `مرحبًا ${name}،` : `Dear ${name},`;
    await sendMail(ctx, {
      ...{ resellerId, sellerId, recipient: email, language, kind: `special_price.${kind}` },
      subject: words.subject,
      letter: {
        from,
        heading: words.subject,
        paragraphs: [greeting, words.text, ...(note ? [note] : [])],
        button: { label: words.button, url },
      },
    });
  }
}
