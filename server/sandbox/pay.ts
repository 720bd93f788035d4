import { readForm, textAt } from './form.ts';
import { judgeCard, showAmount } from './gateway.rules.ts';
import type { Answer, Call, Route } from './http.ts';
import { type Language, page, safe } from './pages.ts';
import { WORDS, type Words } from './pay.words.ts';
import {
  completeSession,
  confirmIntent,
  declineIntent,
  find,
  type Gateway,
  type Intent,
  intentOf,
  needSession,
  type Session,
  save,
  succeedIntent,
} from './payments.ts';

/** The hosted payment page: a card form, the bank's question for one of the cards, and the way back. */
export function payRoutes(gateway: Gateway): Route[] {
  const route = (method: string, path: string, handle: (gateway: Gateway, call: Call) => Answer): Route => ({
    method,
    path,
    handle: (call) => gateway.store.change(() => handle(gateway, call)),
  });
  return [
    route('GET', '/pay/:session', onSession(showForm)),
    route('POST', '/pay/:session', onSession(takeCard)),
    route('GET', '/pay/:session/challenge', onSession(showChallenge)),
    route('POST', '/pay/:session/challenge', onSession(answerChallenge)),
    route('GET', '/pay/payment/:id', showIntentChallenge),
    route('POST', '/pay/payment/:id', answerIntentChallenge),
  ];
}

export type Visit = { gateway: Gateway; call: Call; session: Session; language: Language; words: Words };

/** Looks the session up; one that is paid or gone has only one thing left to say. */
export function onSession(handle: (visit: Visit) => Answer): (gateway: Gateway, call: Call) => Answer {
  return (gateway, call) => {
    const id = call.params.session ?? '';
    const known = find<Session>(gateway, 'checkout.session', id);
    const language = languageOf(call, known);
    const words = WORDS[language];
    const session = known && needSession(gateway, id);
    if (session?.status === 'complete' && call.method === 'POST') return seeOther(returnUrl(session));
    if (session?.status === 'complete') return notice(language, 200, words.paid, words.paidDetail);
    if (!session || session.status === 'expired')
      return notice(language, session ? 410 : 404, words.gone, words.goneDetail);
    return handle({ gateway, call, session, language, words });
  };
}

/** `?locale`, else what the merchant said of the customer: Stripe has no Arabic of its own, so that is in the metadata. */
function languageOf(call: Call, session: Session | undefined): Language {
  const asked = call.query.get('locale') ?? session?.metadata.language ?? session?.locale ?? 'en';
  return asked.startsWith('ar') ? 'ar' : 'en';
}

function notice(language: Language, status: number, title: string, detail: string): Answer {
  const body = `<h1>${safe(title)}</h1><p class="soft">${safe(detail)}</p>`;
  return { status, html: page({ language, title, banner: WORDS[language].banner, body }) };
}

export function seeOther(location: string): Answer {
  return { status: 303, headers: { location }, html: '' };
}

export function returnUrl(session: Session): string {
  return session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

type Typed = { number?: string; expiry?: string; name?: string };

function showForm(visit: Visit, problem?: string, typed: Typed = {}): Answer {
  const { session, language, words } = visit;
  const amount = showAmount(session.amount_total, session.currency);
  const body = `<h1>${safe(words.payTo)}</h1>
    <p class="soft"><bdi>${safe(String(session.sandbox_description ?? ''))}</bdi></p><p class="amount"><bdi>${safe(amount)}</bdi></p>
    ${problem ? `<p class="problem" role="alert">${safe(problem)}</p>` : ''}
    <form method="post" action="/pay/${safe(session.id)}?locale=${language}">
      ${field('number', words.number, typed.number, 'inputmode="numeric" autocomplete="cc-number"')}
      <div class="pair"><div>${field('expiry', words.expiry, typed.expiry, 'inputmode="numeric" autocomplete="cc-exp"')}</div>
      <div>${field('cvc', words.cvc, undefined, 'inputmode="numeric" autocomplete="cc-csc"')}</div></div>
      ${field('name', words.name, typed.name, 'autocomplete="cc-name"', 'auto')}
      <button>${safe(words.pay)} <bdi>${safe(amount)}</bdi></button>
    </form>
    ${session.cancel_url ? `<p><a href="${safe(session.cancel_url)}">${safe(words.back)}</a></p>` : ''}
    <h2>${safe(words.tests)}</h2>${testCards(words)}`;
  return {
    status: problem ? 422 : 200,
    html: page({ language, title: `${words.payTo} — Sandbox`, banner: words.banner, body }),
  };
}

export function field(
  name: string,
  label: string,
  value: string | undefined,
  more: string,
  direction = 'ltr',
): string {
  return `<label for="${name}">${safe(label)}</label><input id="${name}" name="${name}" dir="${direction}" value="${safe(value ?? '')}" ${more}>`;
}

function testCards(words: Words): string {
  const rows = [
    ['4242 4242 4242 4242', words.succeeds],
    ['4000 0000 0000 0002', words.declines],
    ['4000 0025 0000 3155', words.asks],
    ['4000 0000 0000 0259', words.disputes],
    ['4000 0000 0000 7726', words.refundsLater],
    ['4000 0000 0000 5126', words.refundFails],
  ] as const;
  return `<dl>${rows.map(([number, says]) => `<dt dir="ltr">${number}</dt><dd>${safe(says)}</dd>`).join('')}</dl>`;
}

function takeCard(visit: Visit): Answer {
  const { gateway, call, session, language, words } = visit;
  const form = readForm(call.body);
  const [number, expiry, cvc, name] = ['number', 'expiry', 'cvc', 'name'].map((key) => textAt(form, key));
  const typed = { number, expiry, name };
  if (!number || !expiry || !cvc) return showForm(visit, words.incomplete, typed);
  if (number.startsWith('pm_') || !judgeCard(number)) return showForm(visit, words.unknown, typed);
  const { intent, verdict } = confirmIntent(gateway, intentOf(gateway, session), number, () =>
    challengeUrl(session, language),
  );
  const current = save<Session>(gateway, { ...session, payment_intent: intent.id });
  if (verdict === 'declined')
    return showForm({ ...visit, session: current }, words.declined, { expiry, name });
  if (verdict === 'challenge') return seeOther(challengeUrl(session, language));
  return seeOther(returnUrl(completeSession(gateway, current, intent)));
}

function challengeUrl(session: Session, language: Language): string {
  return `/pay/${session.id}/challenge?locale=${language}`;
}

function showChallenge(visit: Visit): Answer {
  const { gateway, session, language } = visit;
  const intent = find<Intent>(gateway, 'payment_intent', session.payment_intent ?? '');
  if (intent?.status !== 'requires_action') return seeOther(`/pay/${session.id}?locale=${language}`);
  return challengePage(language, intent, challengeUrl(session, language));
}

function challengePage(language: Language, intent: Intent, action: string): Answer {
  const words = WORDS[language];
  const body = `<h1>${safe(words.challenge)}</h1><p class="soft">${safe(words.challengeDetail)}</p>
    <p class="amount"><bdi>${safe(showAmount(intent.amount, intent.currency))}</bdi></p>
    <form method="post" action="${safe(action)}"><button name="answer" value="approve">${safe(words.approve)}</button>
    <button class="plain" name="answer" value="refuse">${safe(words.refuse)}</button></form>`;
  return {
    status: 200,
    html: page({ language, title: `${words.challenge} — Sandbox`, banner: words.banner, body }),
  };
}

function answerChallenge(visit: Visit): Answer {
  const { gateway, call, session, language, words } = visit;
  const intent = intentOf(gateway, session);
  if (intent.status !== 'requires_action') return seeOther(`/pay/${session.id}?locale=${language}`);
  if (textAt(readForm(call.body), 'answer') === 'approve') {
    return seeOther(returnUrl(completeSession(gateway, session, succeedIntent(gateway, intent))));
  }
  declineIntent(gateway, intent, 'authentication_failure');
  return showForm(visit, words.unverified);
}

/** The bank's question for a payment made without a hosted page. */
function showIntentChallenge(gateway: Gateway, call: Call): Answer {
  const language = languageOf(call, undefined);
  const intent = find<Intent>(gateway, 'payment_intent', call.params.id ?? '');
  if (!intent) return notice(language, 404, WORDS[language].gone, WORDS[language].goneDetail);
  if (intent.status !== 'requires_action')
    return notice(language, 200, WORDS[language].paid, WORDS[language].paidDetail);
  return challengePage(language, intent, `/pay/payment/${intent.id}?locale=${language}`);
}

function answerIntentChallenge(gateway: Gateway, call: Call): Answer {
  const language = languageOf(call, undefined);
  const intent = find<Intent>(gateway, 'payment_intent', call.params.id ?? '');
  if (intent?.status === 'requires_action') {
    if (textAt(readForm(call.body), 'answer') === 'approve') succeedIntent(gateway, intent);
    else declineIntent(gateway, intent, 'authentication_failure');
  }
  return notice(language, 200, WORDS[language].paid, WORDS[language].paidDetail);
}
