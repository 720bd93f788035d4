import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useSession } from '../../kit/session.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';

type Answer = { question: string; answer: ReactNode };

/** What customers ask most, answered without waiting for anybody. */
export function useAnswers(): Answer[] {
  const { t } = useLingui();
  const { seller } = useSession();
  const partner = <bdi>{seller?.name}</bdi>;
  return [
    {
      question: t`What do we use, and how many?`,
      answer: (
        <Trans>
          Everything stands under <Link to={paths.panel.subscriptions}>Subscriptions</Link>, each with the
          quantities it has had over time.
        </Trans>
      ),
    },
    {
      question: t`How do we get more seats, or fewer?`,
      answer: (
        <Trans>
          Write or call {partner} with the subscription’s number. More is possible at any time; whether fewer
          is, depends on the term, which stands on the subscription’s page.
        </Trans>
      ),
    },
    {
      question: t`Where are our invoices, and how do we pay?`,
      answer: (
        <Trans>
          Under <Link to={paths.panel.invoices}>Invoices</Link>, as PDF in English and Arabic. Pay by card
          there, or by bank transfer with the reference on the invoice, so that it is found at once.
        </Trans>
      ),
    },
    {
      question: t`How does a colleague get into this panel?`,
      answer: (
        <Trans>
          An administrator invites them under <Link to={paths.panel.people}>People</Link>. The link in the
          letter lets them choose a password.
        </Trans>
      ),
    },
    {
      question: t`Somebody left. What do we do?`,
      answer: (
        <Trans>
          Take them out under <Link to={paths.panel.people}>People</Link>: they are signed out at once. For
          their mailbox or seat, ask {partner}.
        </Trans>
      ),
    },
    {
      question: t`Something we use does not work.`,
      answer: (
        <Trans>
          Look at the subscription’s page first: a change that is still under way is shown there. If it says
          “Active”, tell {partner} what happens, since when, and to whom.
        </Trans>
      ),
    },
  ];
}
