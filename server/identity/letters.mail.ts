import { publicUrl } from '../base/config.ts';
import type { Ctx, Language } from '../base/ctx.ts';
import { sendMail } from '../base/mail.ts';
import type { Organization } from './organizations.rules.ts';

type Reader = { email: string; name: string; language: string };
type From = { organization: Organization; sender: Organization };

/** "You are invited to …", with the link to accept by. `until` is the last civil date on which it works. */
export async function sendInvitation(
  ctx: Ctx,
  to: Reader,
  { organization, sender }: From,
  token: string,
  until: string,
): Promise<void> {
  const words = INVITATION[languageOf(to)];
  const text = words(to.name, organization.name, sender.name, until);
  await send(ctx, 'invitation', to, { organization, sender }, text, `/invitation?token=${token}`);
}

/** "Set a new password", with the link to do it by. */
export async function sendPasswordReset(
  ctx: Ctx,
  to: Reader,
  from: From,
  token: string,
  minutes: number,
): Promise<void> {
  const text = PASSWORD_RESET[languageOf(to)](to.name, to.email, minutes);
  await send(ctx, 'password_reset', to, from, text, `/reset?token=${token}`);
}

type Text = { subject: string; paragraphs: string[]; button: string };

async function send(
  ctx: Ctx,
  kind: string,
  to: Reader,
  { organization, sender }: From,
  text: Text,
  path: string,
): Promise<void> {
  await sendMail(ctx, {
    resellerId: organization.reseller_id,
    sellerId: sender.id,
    recipient: to.email,
    language: languageOf(to),
    kind,
    subject: text.subject,
    letter: {
      from: { name: sender.name, brand_color: sender.brand_color },
      heading: text.subject,
      paragraphs: text.paragraphs,
      button: { label: text.button, url: `${publicUrl()}${path}` },
    },
  });
}

function languageOf(to: Reader): Language {
  return to.language === 'ar' ? 'ar' : 'en';
}

const INVITATION: Record<
  Language,
  (name: string, organization: string, sender: string, until: string) => Text
> = {
  en: (name, organization, sender, until) => ({
    subject: `You are invited to ${organization}`,
    paragraphs: [
      `Dear ${name},`,
      `you are invited to work for ${organization} on the platform of ${sender}.`,
      `Follow the link to accept. It works once, until ${until}. If you did not expect this letter, you can ignore it.`,
    ],
    button: 'Accept the invitation',
  }),
  ar: (name, organization, sender, until) => ({
    subject: `دعوة للانضمام إلى ${organization}`,
    paragraphs: [
      `مرحبًا ${name}،`,
      `ندعوك إلى العمل باسم ${organization} على منصة ${sender}.`,
      `لقبول الدعوة افتح الرابط. يعمل الرابط مرة واحدة حتى ${until}. إذا لم تكن تتوقع هذه الرسالة فيمكنك تجاهلها.`,
    ],
    button: 'قبول الدعوة',
  }),
};

const PASSWORD_RESET: Record<Language, (name: string, email: string, minutes: number) => Text> = {
  en: (name, email, minutes) => ({
    subject: 'Set a new password',
    paragraphs: [
      `Dear ${name},`,
      `somebody, we hope you, asked for a new password for ${email}.`,
      `The link works once, within ${minutes} minutes. If it was not you, ignore this letter: nothing has changed.`,
    ],
    button: 'Set a new password',
  }),
  ar: (name, email, minutes) => ({
    subject: 'تعيين كلمة مرور جديدة',
    paragraphs: [
      `مرحبًا ${name}،`,
      `وصلنا طلب، نرجو أنه منك، لتعيين كلمة مرور جديدة للحساب ${email}.`,
      `يعمل الرابط مرة واحدة خلال ${minutes} دقيقة. إذا لم يكن الطلب منك فتجاهل هذه الرسالة: لم يتغير شيء.`,
    ],
    button: 'تعيين كلمة مرور جديدة',
  }),
};
