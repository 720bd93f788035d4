import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VENDOR_WORDS } from '../../test/join.ts';
import { readPdf } from '../../test/pdf.ts';
import { actorOf, openWorld, type World } from '../../test/world.ts';
import { acceptTerms, getAgreement, listAgreements } from './agreements.ts';
import { contractFile, ownContractFile } from './contracts.ts';
import { partnerTerms, type Terms } from './terms.rules.ts';
import { currentTerms, publishTerms, readableTerms } from './terms.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.terms();
});
afterAll(() => world.close());

const FIRST = { limit: 50, format: 'json' } as const;
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

function nextTerms(version: string): Terms {
  const terms = partnerTerms('1.0', VENDOR_WORDS);
  return { ...terms, version };
}

describe('terms', () => {
  test('are published once: the same again changes nothing, another text under the same version is refused', async () => {
    const before = await world.terms();
    const again = await world.system((ctx) =>
      publishTerms(ctx, 'partner', partnerTerms('1.0', VENDOR_WORDS), '2025-01-01'),
    );
    expect(again).toEqual(before);
    const other = partnerTerms('1.0', {
      ...VENDOR_WORDS,
      en: { ...VENDOR_WORDS.en, courts: 'the courts of Jeddah' },
    });
    const attempt = world.system((ctx) => publishTerms(ctx, 'partner', other, '2025-01-01'));
    await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'already_exists' });
  });

  test('are nobody’s to publish but the program’s', async () => {
    const attempt = world.as(await world.vendor(), ['administrator'], (ctx) =>
      publishTerms(ctx, 'partner', nextTerms('9.9'), '2025-01-01'),
    );
    await expect(attempt).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('are read by anyone, with the hash of the exact text', async () => {
    const terms = await world.system((ctx) => currentTerms(ctx, 'partner'));
    for (const language of ['en', 'ar'] as const) {
      const read = readableTerms(terms, language);
      expect(read.text_sha256).toBe(sha256(read.exact));
      expect(read.sections).toHaveLength(18);
      expect(read.exact).toContain(read.sections[0]?.title);
    }
  });

  test('change on their day by the vendor’s calendar', async () => {
    const other = await openWorld('2026-01-31T20:59:00.000Z');
    try {
      await other.terms();
      await other.system((ctx) => publishTerms(ctx, 'partner', nextTerms('1.1'), '2026-02-01'));
      const version = async () => (await other.system((ctx) => currentTerms(ctx, 'partner'))).version;
      expect(await version()).toBe('1.0');
      other.moveTo('2026-01-31T21:00:00.000Z');
      expect(await version()).toBe('1.1');
    } finally {
      await other.close();
    }
  });

  test('are 404 while none is published', async () => {
    await expect(world.system((ctx) => currentTerms(ctx, 'customer'))).rejects.toMatchObject({
      kind: 'missing',
    });
  });
});

describe('accepting', () => {
  test('is for a person of the buyer who may', async () => {
    const { organization } = await world.applicant();
    const vendor = await world.vendor();
    const terms = await world.terms();
    const edge = { reseller_id: organization.id, seller_id: vendor.id, buyer_id: organization.id };
    const acceptance = { terms_id: terms.id, language: 'en', text_sha256: terms.sha256.en };
    const owner = actorOf(organization, ['owner'], '01890000-0000-7000-8000-000000000000');
    for (const actor of [
      actorOf(vendor, ['administrator'], owner.personId),
      { ...owner, roles: ['sales'] },
      { ...owner, kind: 'access_key' as const, personId: null },
    ]) {
      await expect(
        world.door.enter({ actor }, (ctx) => acceptTerms(ctx, edge, acceptance)),
      ).rejects.toMatchObject({ kind: 'forbidden' });
    }
  });

  test('the same terms again answers the first acceptance', async () => {
    const { application, actor } = await world.submitted();
    const { agreement } = application;
    const edge = {
      reseller_id: application.reseller_id,
      seller_id: application.seller_id,
      buyer_id: application.buyer_id,
    };
    const { terms_id = '', text_sha256 = '' } = agreement ?? {};
    const again = await world.door.enter({ actor }, (ctx) =>
      acceptTerms(ctx, edge, { terms_id, language: 'en', text_sha256 }),
    );
    expect(again.id).toBe(agreement?.id);
  });

  test('is never changed or taken back, not even by the product', async () => {
    await world.submitted();
    const change = world.system(({ db }) =>
      db.updateTable('agreements.agreement').set({ person_name: 'Somebody else' }).execute(),
    );
    await expect(change).rejects.toThrow('permission denied');
    await expect(world.system(({ db }) => db.deleteFrom('agreements.contract').execute())).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('the contract', () => {
  test('shows the hash of the exact text that was accepted, and carries that text, in both languages', async () => {
    const { organization, application, owner } = await world.approvedReseller({
      language: 'ar',
      company: 'نجد لتقنية المعلومات',
    });
    const agreement = await world.as(organization, ['billing'], (ctx) =>
      getAgreement(ctx, application.agreement_id ?? ''),
    );
    const texts = (await world.terms()).exact;
    for (const language of ['en', 'ar'] as const) {
      const make = await world.as(organization, ['billing'], (ctx) => ownContractFile(ctx, language));
      const { file, filename, type } = await make();
      expect([filename, type]).toEqual([
        `contract-${agreement.reference}-${language}.pdf`,
        'application/pdf',
      ]);
      const { pages, attachments } = await readPdf(file);
      const accepted = attachments['partner-terms-1.0.ar.txt'] ?? '';
      expect(accepted).toBe(texts.ar);
      expect(sha256(accepted)).toBe(agreement.text_sha256);
      expect(pages.join(' ')).toContain(agreement.text_sha256);
      expect(pages.join(' ')).toContain(owner.email);
      expect(pages.join(' ')).toContain('203.0.113.7');
    }
  });

  test('stays as it was when people and plans change', async () => {
    const { organization, supervisor } = await world.approvedReseller({ company: 'Hail Networks' });
    const actor = actorOf(await world.vendor(), ['channel_manager']);
    const { items } = await world.door.enter({ actor }, (ctx) =>
      listAgreements(ctx, { ...FIRST, q: 'hail' }),
    );
    const id = items[0]?.id ?? '';
    await world.system(({ db }) =>
      db
        .updateTable('identity.organization')
        .set({ name: 'Renamed' })
        .where('id', '=', organization.id)
        .execute(),
    );
    const { file } = await (await world.door.enter({ actor }, (ctx) => contractFile(ctx, id, 'en')))();
    const { pages } = await readPdf(file);
    expect(pages[0]).toContain('Hail Networks');
    expect(pages.join(' ')).toContain(`Channel supervisor ${supervisor.name}`);
    expect(pages.join(' ')).toContain('Bundle plan Silver');
  });

  test('is not there before approval, and never for strangers', async () => {
    const { application, actor } = await world.submitted();
    await expect(world.door.enter({ actor }, (ctx) => ownContractFile(ctx, 'en'))).rejects.toThrow(
      'There is no contract yet',
    );
    const id = application.agreement_id ?? '';
    const stranger = await world.reseller();
    await expect(world.as(stranger, ['owner'], (ctx) => contractFile(ctx, id, 'en'))).rejects.toMatchObject({
      kind: 'missing',
    });
  });
});
