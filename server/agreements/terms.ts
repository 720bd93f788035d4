import { audit } from '../base/audit.ts';
import { type Ctx, ensure, type Language } from '../base/ctx.ts';
import { type CivilDate, civilDate } from '../base/dates.ts';
import { asSystem } from '../base/door.ts';
import { assert, Fail, found } from '../base/errors.ts';
import { newId, sha256 } from '../base/ids.ts';
import { getVendor } from '../identity/index.ts';
import { canPublishTerms } from './policy.ts';
import { canonicalText, type PublishedTerms, type Terms, type TermsKind } from './terms.rules.ts';
import * as store from './terms.sql.ts';

/**
 * Publishes a version of the terms that holds from `validFrom` on: its exact text and its SHA-256 are kept by language.
 * Publishing the same text again changes nothing. Throws Fail conflict when the version has another text already.
 */
export async function publishTerms(
  ctx: Ctx,
  kind: TermsKind,
  terms: Terms,
  validFrom: CivilDate,
): Promise<PublishedTerms> {
  ensure(canPublishTerms(ctx.actor));
  const vendor = await getVendor(ctx);
  const exact = { en: canonicalText(terms, 'en'), ar: canonicalText(terms, 'ar') };
  const row: PublishedTerms = {
    id: newId(),
    kind,
    version: terms.version,
    content: terms.text,
    exact,
    sha256: { en: sha256(exact.en), ar: sha256(exact.ar) },
    valid_from: validFrom,
    published_at: ctx.now.toISOString(),
  };
  if (!(await store.insertTerms(ctx.db, row))) return sameAsBefore(ctx, row);
  const details = { kind, version: row.version, sha256: row.sha256 };
  audit(ctx, {
    resellerId: vendor.reseller_id,
    action: 'terms.published',
    subjectKind: 'terms',
    subjectId: row.id,
    details,
  });
  return row;
}

async function sameAsBefore(
  ctx: Ctx,
  { kind, version, sha256: hashes }: PublishedTerms,
): Promise<PublishedTerms> {
  const before = found(await store.findVersion(ctx.db, kind, version), 'terms');
  if (before.sha256.en === hashes.en && before.sha256.ar === hashes.ar) return before;
  throw new Fail(
    'conflict',
    'already_exists',
    `Version ${version} is published with another text; people may have accepted it. Publish a new version.`,
  );
}

/** The terms of a kind that hold today, by the vendor's calendar. Throws 404 while none is published. */
export async function currentTerms(ctx: Ctx, kind: TermsKind): Promise<PublishedTerms> {
  const vendor = await getVendor(ctx);
  // A visitor who is not signed in reads the terms too; they are nobody's secret.
  const terms = await asSystem(ctx, ({ db }) =>
    store.findCurrentTerms(db, kind, civilDate(ctx.now, vendor.time_zone)),
  );
  return found(terms, 'terms');
}

/** One published version, by id. */
export async function getTerms(ctx: Ctx, id: string): Promise<PublishedTerms> {
  return found(await store.findTerms(ctx.db, id), 'terms');
}

/** The terms as laid out for a reader of one language, with the exact text and its hash beside. */
export function readableTerms(
  { content, exact, sha256: hashes, ...terms }: PublishedTerms,
  language: Language,
) {
  assert(
    sha256(exact[language]) === hashes[language],
    `terms ${terms.version} in ${language} do not match their hash`,
  );
  return { ...terms, language, ...content[language], exact: exact[language], text_sha256: hashes[language] };
}
