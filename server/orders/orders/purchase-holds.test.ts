import { expect, test } from 'vitest';
import type { Ctx } from '../../base/ctx.ts';
import { inLanguage } from '../../base/sentences.ts';
import type { Account } from '../../identity/index.ts';
import { ensureNotHeld, type PurchaseHold, usePurchaseHolds } from './purchase-holds.port.ts';

const account = (seller_id: string, buyer_id: string) => ({ seller_id, buyer_id }) as Account;
const hold = (more: Partial<PurchaseHold> = {}): PurchaseHold => ({
  account: account('vendor', 'najd'),
  ...{ seller: 'Sahara Net', buyer: 'Najd IT', contact: 'money@sahara.example' },
  ...{ invoices: ['2026-000001', '2026-000002'], reason: null },
  ...more,
});

/** What somebody reads whose order comes upon these holds; null where it goes on. */
async function told(reader: string | null, ...holds: PurchaseHold[]): Promise<string | null> {
  usePurchaseHolds(async () => holds);
  return ensureNotHeld({ actor: { organizationId: reader } } as Ctx, []).then(
    () => null,
    (refusal: Error) => refusal.message,
  );
}

test('nothing is refused where nothing is held', async () => {
  expect(await told('najd')).toBeNull();
});

test('the buyer reads what to pay and whom to ask, the seller where to lift it', async () => {
  expect(await told('najd', hold())).toBe(
    'Sahara Net takes no new orders of yours until this is paid: 2026-000001, 2026-000002. Running services continue. Questions: Sahara Net (money@sahara.example).',
  );
  expect(await told('vendor', hold())).toBe(
    'New orders of Najd IT are held until it pays 2026-000001, 2026-000002. You can lift the hold under Overdue accounts.',
  );
  const many = ['1', '2', '3', '4', '5', '6', '7'];
  expect(await told('najd', hold({ invoices: many, contact: null }))).toContain('1, 2, 3, 4, 5, …. Running');
});

test('a person’s reason is read by both sides, within its sentence', async () => {
  const said = hold({ invoices: [], reason: 'Two cheques bounced.' });
  expect(await told('najd', said)).toContain('of yours: "Two cheques bounced". Running');
  expect(await told('vendor', said)).toContain('are held: "Two cheques bounced". You');
});

test('whoever is no side of the held account reads nothing of it, and of several one’s own comes first', async () => {
  for (const reader of ['below', null]) {
    for (const one of [hold(), hold({ reason: 'Secret', invoices: [] })]) {
      const sentence = (await told(reader, one)) ?? '';
      expect(sentence).not.toMatch(/Sahara|Najd|2026|Secret|money@/);
      expect(inLanguage(sentence, 'ar')).toMatch(/^لا يمكن/);
    }
  }
  const own = hold({ account: account('najd', 'below'), seller: 'Najd IT', invoices: ['7'] });
  expect(await told('below', hold(), own)).toContain('until this is paid: 7');
});
