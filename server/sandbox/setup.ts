import { type Expiry, hasExpired, keepable, readExpiry, spaced } from './cards.rules.ts';
import { keepCard } from './cards.ts';
import { readForm, textAt } from './form.ts';
import type { Answer, Call, Route } from './http.ts';
import { type Language, page, safe } from './pages.ts';
import { field, onSession, returnUrl, seeOther, type Visit } from './pay.ts';
import { WORDS } from './pay.words.ts';
import { type Gateway, save } from './payments.ts';
import { SETUP_WORDS } from './setup.words.ts';

/** The hosted page on which a card is typed that is to be kept; its bank's question for some, and the way back. */
export function setupRoutes(gateway: Gateway): Route[] {
  const route = (method: string, path: string, handle: (visit: Visit) => Answer): Route => ({
    method,
    path,
    handle: (call: Call) => gateway.store.change(() => onSession(handle)(gateway, call)),
  });
  return [
    route('GET', '/setup/:session', (visit) => showForm(visit)),
    route('POST', '/setup/:session', takeCard),
    route('GET', '/setup/:session/challenge', showQuestion),
    route('POST', '/setup/:session/challenge', answerQuestion),
  ];
}

type Typed = { number?: string | undefined; expiry?: string | undefined; name?: string | undefined };

function showForm({ session, language, words }: Visit, problem?: string, typed: Typed = {}): Answer {
  const own = SETUP_WORDS[language];
  const body = `<h1>${safe(own.keep)}</h1><p class="soft">${safe(own.detail)}</p>
    ${problem ? `<p class="problem" role="alert">${safe(problem)}</p>` : ''}
    <form method="post" action="/setup/${safe(session.id)}?locale=${language}">
      ${field('number', words.number, typed.number, 'inputmode="numeric" autocomplete="cc-number"')}
      <div class="pair"><div>${field('expiry', words.expiry, typed.expiry, 'inputmode="numeric" autocomplete="cc-exp"')}</div>
      <div>${field('cvc', words.cvc, undefined, 'inputmode="numeric" autocomplete="cc-csc"')}</div></div>
      ${field('name', words.name, typed.name, 'autocomplete="cc-name"', 'auto')}
      <button>${safe(own.save)}</button>
    </form>
    ${session.cancel_url ? `<p><a href="${safe(session.cancel_url)}">${safe(own.back)}</a></p>` : ''}
    <h2>${safe(words.tests)}</h2>${testCards(language)}`;
  const title = `${own.keep} — Sandbox`;
  return { status: problem ? 422 : 200, html: page({ language, title, banner: words.banner, body }) };
}

function testCards(language: Language): string {
  const rows = Object.entries(SETUP_WORDS[language].cards);
  return `<dl>${rows.map(([number, says]) => `<dt dir="ltr">${spaced(number)}</dt><dd>${safe(says)}</dd>`).join('')}</dl>
    <p class="soft">${safe(SETUP_WORDS[language].soon)}</p>`;
}

function takeCard(visit: Visit): Answer {
  const { gateway, call, session, language, words } = visit;
  const form = readForm(call.body);
  const [number, until, cvc, name] = ['number', 'expiry', 'cvc', 'name'].map((key) => textAt(form, key));
  const typed = { number, expiry: until, name };
  const expiry = readExpiry(until ?? '');
  if (!number || !expiry || !cvc) return showForm(visit, words.incomplete, typed);
  const card = keepable(number);
  if (!card) return showForm(visit, words.unknown, typed);
  if (card.atSetup === 'is declined' || hasExpired(expiry, gateway.now()))
    return showForm(visit, SETUP_WORDS[language].declined, { expiry: until, name });
  const kept = { ...expiry, brand: card.brand, last4: card.number.slice(-4) };
  if (card.atSetup === 'is kept') return seeOther(returnUrl(keepCard(gateway, session, kept, card.later)));
  save(gateway, { ...session, sandbox_typed: { ...expiry, number: card.number.slice(-4) } });
  return seeOther(questionUrl(visit));
}

function questionUrl({ session, language }: Visit): string {
  return `/setup/${session.id}/challenge?locale=${language}`;
}

function showQuestion(visit: Visit): Answer {
  const { session, language, words } = visit;
  if (!session.sandbox_typed) return seeOther(`/setup/${session.id}?locale=${language}`);
  const own = SETUP_WORDS[language];
  const body = `<h1>${safe(own.question)}</h1><p class="soft">${safe(own.questionDetail)}</p>
    <form method="post" action="${safe(questionUrl(visit))}"><button name="answer" value="approve">${safe(words.approve)}</button>
    <button class="plain" name="answer" value="refuse">${safe(own.refuse)}</button></form>`;
  const title = `${own.question} — Sandbox`;
  return { status: 200, html: page({ language, title, banner: WORDS[language].banner, body }) };
}

function answerQuestion(visit: Visit): Answer {
  const { gateway, call, session, language } = visit;
  const typed = session.sandbox_typed as (Expiry & { number: string }) | undefined;
  const card =
    typed &&
    ['4000002500003155', '4000002760003184']
      .map(keepable)
      .find((each) => each?.number.endsWith(typed.number));
  if (!typed || !card) return seeOther(`/setup/${session.id}?locale=${language}`);
  if (textAt(readForm(call.body), 'answer') !== 'approve')
    return showForm(visit, SETUP_WORDS[language].unverified);
  const { exp_month, exp_year, number: last4 } = typed;
  return seeOther(
    returnUrl(keepCard(gateway, session, { exp_month, exp_year, last4, brand: card.brand }, card.later)),
  );
}
