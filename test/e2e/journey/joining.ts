import { paths } from '../../../web/paths.ts';
import { expect, type Visitor } from '../fixture.ts';
import { choose, dialogOf, expectDocuments, expectPdfDownload, press } from '../parts.ts';
import { wordsOf } from '../words.ts';
import { PASSWORD, type Story } from './story.ts';

/** Fills in and sends the application on the public page. */
export async function apply(story: Story): Promise<Visitor> {
  const { page, say } = await story.desk.visit(paths.apply);
  const type = (label: string, text: string) => page.getByRole('textbox', { name: say(label) }).fill(text);
  await type('Company', story.company);
  await choose(page, say('Country'), story.country);
  await type('Registration number', story.registration);
  await type('Tax number', '310122393500003');
  await type('Your name', story.contact.name);
  await type('E-mail address', story.contact.email);
  await page.getByRole('button', { name: say('Send the application') }).click();
  await expect(page.getByRole('heading', { name: say('Check your mail') })).toBeVisible();
  return { page, say };
}

/** Opens the letter to an address in the program office's outbox and follows its link; answers where that leads. */
export async function linkOfLetter(story: Story, recipient: string): Promise<string> {
  const { page, say } = await story.desk.signInAs('vendor', 'administrator');
  await page.goto(paths.office.outbox);
  await page.getByRole('searchbox').fill(recipient);
  const row = page.getByRole('row').filter({ hasText: recipient });
  await expect(row).toHaveCount(1);
  await row.getByRole('button').click();
  const letter = page.frameLocator(`iframe[title="${say('The letter')}"]`);
  const opened = page.waitForEvent('popup');
  await letter.getByRole('link').first().click();
  return (await opened).url();
}

/** Confirms the address by the letter's link, chooses a password, reads the terms and accepts them. */
export async function handIn({ page, say }: Visitor, link: string, { company }: Story): Promise<void> {
  await page.goto(link);
  await page.getByRole('textbox', { name: say('New password') }).fill(PASSWORD);
  await page.getByRole('button', { name: say('Go on') }).click();
  await page.waitForURL(`**${paths.applyStatus}`);
  await expect(page.getByText(company).first()).toBeVisible();
  await expect(page.getByRole('region', { name: say('The text of the terms') })).toBeVisible();
  await page.getByRole('checkbox').click();
  await page.getByRole('button', { name: say('Accept and hand in') }).click();
  await expect(page.getByRole('button', { name: say('Accept and hand in') })).toBeHidden();
}

/** The channel manager finds the application in the queue and approves it: supervisor, plan, post-pay. */
export async function approve(story: Story): Promise<void> {
  const { page, say } = await story.desk.signInAs('vendor', 'channel_manager');
  await page.goto(paths.office.applications);
  await page.getByRole('link', { name: story.company }).click();
  await page.getByRole('button', { name: say('Approve'), exact: true }).click();
  const dialog = dialogOf(page);
  await choose(dialog, say('Channel supervisor'), 'Ibrahim Al-Ghamdi');
  await chooseFirst(dialog, say('Bundle plan'));
  await dialog.getByRole('radio', { name: say('Post-pay') }).click();
  await press(page, say('Approve'));
  await expect(page.getByRole('link', { name: say('Open the reseller') })).toBeVisible();
}

async function chooseFirst(dialog: ReturnType<Visitor['page']['getByRole']>, label: string): Promise<void> {
  await dialog.getByRole('combobox', { name: label }).click();
  await dialog.page().getByRole('option').first().click();
}

/** The page the applicant has left open turns by itself; it leads into the console. */
export async function enterConsole({ page, say }: Visitor, story: Story): Promise<Visitor> {
  await page.getByRole('link', { name: say('Open the console') }).click();
  await page.waitForURL(`**${paths.console.home}`);
  return { page, say: await wordsOf('console', story.desk.language) };
}

/** The contract as PDF: by "Terms and Conditions" at the foot of the page, and from its own page in both languages. */
export async function downloadContract({ page, say }: Visitor): Promise<void> {
  const download = page.waitForEvent('download');
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: say('Terms and Conditions') })
    .click();
  await expectPdfDownload(await download);
  await page.goto(paths.console.contract);
  await expectDocuments(page, say('Contract (PDF)'));
}

/** Says how its customers reach the reseller. */
export async function setSupportContact({ page, say }: Visitor, { supportEmail }: Story): Promise<void> {
  await page.goto(paths.console.settings);
  const form = page
    .locator('form')
    .filter({ has: page.getByRole('textbox', { name: say('Support e-mail') }) });
  await form.getByRole('textbox', { name: say('Support e-mail') }).fill(supportEmail);
  await form.getByRole('button', { name: say('Save') }).click();
  await expect(page.getByRole('link', { name: supportEmail })).toBeVisible();
}
