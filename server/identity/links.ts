import type { Ctx } from '../base/ctx.ts';
import { addMinutes } from '../base/dates.ts';
import { asSystem } from '../base/door.ts';
import { Fail } from '../base/errors.ts';
import { newSecret, sha256 } from '../base/ids.ts';
import * as store from './links.sql.ts';

export type LinkKind = 'password_reset';
export type NewLink = { kind: LinkKind; personId: string; minutes: number };

/** The token of a new one-time link, good for so many minutes. Only its hash is kept: it goes into a letter, nowhere else. */
export async function makeLink(ctx: Ctx, { kind, personId, minutes }: NewLink): Promise<string> {
  const token = newSecret();
  const link = {
    token_hash: sha256(token),
    kind,
    person_id: personId,
    expires_at: addMinutes(ctx.now, minutes).toISOString(),
    used_at: null,
    recorded_at: ctx.now.toISOString(),
  };
  await asSystem(ctx, ({ db }) => store.insertLink(db, link));
  return token;
}

/** Whose link this is, without using it up. Throws Fail `link_expired`. */
export async function readLink(ctx: Ctx, kind: LinkKind, token: string): Promise<store.Link> {
  return stillGood(await asSystem(ctx, ({ db }) => store.findLink(db, sha256(token), kind, ctx.now)));
}

/** The same, using it up: a second time it is no longer good. */
export async function useLink(ctx: Ctx, kind: LinkKind, token: string): Promise<store.Link> {
  return stillGood(await asSystem(ctx, ({ db }) => store.takeLink(db, sha256(token), kind, ctx.now)));
}

function stillGood(link: store.Link | undefined): store.Link {
  if (link) return link;
  throw new Fail('conflict', 'link_expired', 'This link was used already or is too old. Ask for a new one.');
}
