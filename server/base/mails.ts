import type { Selectable } from 'kysely';
import type { BaseMail } from '../../db/types.ts';
import type { Db } from './db.ts';
import { contains, type List, type Page, page } from './page.ts';

/** A letter as it was kept to be sent. */
export type Mail = Selectable<BaseMail>;

/** The letters sent in the organization's name, newest first; `q` is part of a recipient or a subject. */
export async function listMails(db: Db, sellerId: string, list: List): Promise<Page<Mail>> {
  let query = db.selectFrom('base.mail').selectAll().where('seller_id', '=', sellerId);
  if (list.q) {
    const text = contains(list.q);
    query = query.where((where) =>
      where.or([where('recipient', 'ilike', text), where('subject', 'ilike', text)]),
    );
  }
  return page(query, list, { recorded_at: 'recorded_at', recipient: 'recipient' }, 'id');
}

/** The letter, if the wall shows it. */
export async function findMail(db: Db, id: string): Promise<Mail | undefined> {
  return db.selectFrom('base.mail').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * The letter with the secrets of its one-time links taken out. A mail server carries them to the recipient alone, and
 * whoever reads the outbox must not open a link that signs somebody else in.
 */
export function withoutSecrets(mail: Mail): Mail {
  const hide = (text: string) => text.replace(/([?&]token=)[\w-]+/g, '$1…');
  return { ...mail, html: hide(mail.html), body: hide(mail.body) };
}
