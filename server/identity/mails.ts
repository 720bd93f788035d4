import { acting, type Ctx } from '../base/ctx.ts';
import { found } from '../base/errors.ts';
import { findMail, listMails as list, type Mail, withoutSecrets } from '../base/mails.ts';
import type { List, Page } from '../base/page.ts';

/** What was sent in the acting organization's name, newest first. */
export async function listMails(ctx: Ctx, wanted: List): Promise<Page<Mail>> {
  return list(ctx.db, acting(ctx).organizationId, wanted);
}

/**
 * One letter. With a mail server its one-time links are hidden; without one this page is the only mailbox there is
 * (a trial on one machine), and shows them.
 */
export async function getMail(ctx: Ctx, id: string): Promise<Mail> {
  const mail = found(await findMail(ctx.db, id), 'letter');
  return process.env.SMTP_URL ? withoutSecrets(mail) : mail;
}
