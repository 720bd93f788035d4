import { Body } from '@react-email/body';
import { Button } from '@react-email/button';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Hr } from '@react-email/hr';
import { Html } from '@react-email/html';
import { render } from '@react-email/render';
import { Text } from '@react-email/text';
import { createElement as h, type ReactNode } from 'react';
import type { Ctx, Language, MailRow } from './ctx.ts';
import { task } from './jobs.ts';

export type Letter = {
  heading: string;
  paragraphs: string[];
  button?: { label: string; url: string };
  /** Under whose name it comes: the seller's brand. */
  from: { name: string; brand_color?: string | null };
};

/** Keeps a letter to be sent once the transaction has committed. `sellerId`: in whose outbox it shows. */
export async function sendMail(
  ctx: Ctx,
  mail: Pick<MailRow, 'resellerId' | 'sellerId' | 'recipient' | 'language' | 'kind'> & {
    subject: string;
    letter: Letter;
  },
): Promise<void> {
  const { letter, ...row } = mail;
  const html = await render(page(letter, mail.language, mail.subject));
  ctx.effects.mails.push({ ...row, html, body: plain(letter), at: ctx.now });
}

function page({ heading, paragraphs, button, from }: Letter, language: Language, subject: string): ReactNode {
  const accent = from.brand_color ?? '#7a4a1e';
  const body = {
    fontFamily: '"IBM Plex Sans","IBM Plex Sans Arabic",system-ui,sans-serif',
    backgroundColor: '#faf7f2',
    color: '#221d16',
  };
  const card = {
    backgroundColor: '#ffffff',
    padding: '32px',
    borderRadius: '8px',
    margin: '32px auto',
    maxWidth: '560px',
  };
  const link = {
    backgroundColor: accent,
    color: '#ffffff',
    padding: '12px 20px',
    borderRadius: '6px',
    fontWeight: 600,
  };
  return h(
    Html,
    { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' },
    h(Head, null, h('title', null, subject)),
    h(
      Body,
      { style: body },
      h(
        Container,
        { style: card },
        h(Heading, { as: 'h1', style: { fontSize: '20px' } }, heading),
        ...paragraphs.map((text, key) =>
          h(Text, { key, style: { fontSize: '15px', lineHeight: '24px' } }, text),
        ),
        button && h(Button, { href: button.url, style: link }, button.label),
        h(Hr, { style: { margin: '28px 0 12px' } }),
        h(Text, { style: { fontSize: '13px', color: '#6b6154' } }, from.name),
      ),
    ),
  );
}

function plain({ heading, paragraphs, button, from }: Letter): string {
  return [
    heading,
    ...paragraphs,
    ...(button ? [`${button.label}: ${button.url}`] : []),
    '--',
    from.name,
  ].join('\n\n');
}

/**
 * Sends a kept letter through SMTP_URL. Without one the letter stays `queued`, where the outbox page shows it.
 * Sent twice at worst if the process dies between the server's yes and ours: mail has no exactly-once.
 */
export const deliverMail = task<{ resellerId: string; id: string }>(
  'mail.deliver',
  async (door, { resellerId, id }, attempt) => {
    const server = process.env.SMTP_URL;
    if (!server) return;
    const mail = await door.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .selectAll()
        .where('reseller_id', '=', resellerId)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (mail?.state !== 'queued') return;
    const outcome = await trySending(server, mail);
    if (outcome.state === 'failed' && !attempt.last) throw new Error(outcome.failure);
    await door.system(async ({ db, now }) => {
      await db
        .updateTable('base.mail')
        .set({ ...outcome, sent_at: now })
        .where('reseller_id', '=', resellerId)
        .where('id', '=', id)
        .execute();
    });
  },
);

async function trySending(
  server: string,
  mail: { recipient: string; subject: string; html: string; body: string; id: string },
) {
  const from = process.env.MAIL_FROM ?? 'Caravan <no-reply@localhost>';
  try {
    // Loaded by the worker alone, and only where letters are sent.
    const { default: nodemailer } = await import('nodemailer');
    const { recipient: to, subject, html, body: text, id } = mail;
    await nodemailer
      .createTransport(server)
      .sendMail({ from, to, subject, html, text, messageId: `<${id}@caravan>` });
    return { state: 'sent' as const, failure: null };
  } catch (error) {
    return { state: 'failed' as const, failure: error instanceof Error ? error.message : String(error) };
  }
}
