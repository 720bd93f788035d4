import { audit } from '../base/audit.ts';
import { type Ctx, ensure } from '../base/ctx.ts';
import { Fail, found } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import { newId } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { getPerson } from '../identity/index.ts';
import type { Acceptance, Agreement, Edge, ListedAgreement } from './agreements.rules.ts';
import * as store from './agreements.sql.ts';
import { canAcceptTerms } from './policy.ts';
import { currentTerms } from './terms.ts';

/**
 * Records that the acting person accepts the current partner terms for the buyer: who, when, from where, of which exact text.
 * Accepting the same terms again answers the first acceptance. Throws Fail conflict `terms_changed` when the text
 * that was read (its id or its hash) is not the current one.
 */
export async function acceptTerms(ctx: Ctx, edge: Edge, wanted: Acceptance): Promise<Agreement> {
  ensure(canAcceptTerms(ctx.actor, edge));
  await ensureCurrent(ctx, wanted);
  const before = await store.findAcceptance(ctx.db, { ...edge, terms_id: wanted.terms_id });
  if (before) return before;
  const person = await getPerson(ctx, ctx.actor.personId ?? '');
  const agreement: Agreement = {
    ...edge,
    ...wanted,
    id: newId(),
    person_id: person.id,
    person_name: person.name,
    person_email: person.email,
    address: ctx.address,
    user_agent: ctx.userAgent,
    accepted_at: ctx.now.toISOString(),
  };
  await store.insertAgreement(ctx.db, agreement);
  tell(ctx, agreement);
  return agreement;
}

async function ensureCurrent(ctx: Ctx, { terms_id, language, text_sha256 }: Acceptance): Promise<void> {
  const terms = await currentTerms(ctx, 'partner');
  if (terms.id === terms_id && terms.sha256[language as 'en' | 'ar'] === text_sha256) return;
  throw new Fail(
    'conflict',
    'terms_changed',
    'The terms have changed since you opened them. Read the new text and accept that.',
  );
}

function tell(
  ctx: Ctx,
  { reseller_id, seller_id, buyer_id, id, terms_id, language, text_sha256 }: Agreement,
): void {
  const payload = { terms_id, language, text_sha256 };
  audit(ctx, {
    resellerId: reseller_id,
    action: 'agreement.accepted',
    subjectKind: 'agreement',
    subjectId: id,
    details: payload,
  });
  emit(ctx, {
    resellerId: reseller_id,
    name: 'agreement.accepted',
    subjectId: id,
    payload,
    audience: [seller_id, buyer_id],
  });
}

/** The agreement, to either of its sides, or 404. */
export async function getAgreement(ctx: Ctx, id: string): Promise<ListedAgreement> {
  return found(await store.findAgreement(ctx.db, id), 'agreement');
}

/** The agreements the acting organization is a side of, newest first. */
export async function listAgreements(ctx: Ctx, list: List): Promise<Page<ListedAgreement>> {
  return store.listAgreements(ctx.db, list);
}
