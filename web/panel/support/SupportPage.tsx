import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { useSession } from '../../kit/session.ts';
import { SupportContact } from '../../kit/support/SupportContact.tsx';
import { Card } from '../../ui/Card.tsx';
import { ChevronDown } from '../../ui/icons.ts';
import { useAnswers } from './answers.tsx';

/** Help: what can be answered here first, then the partner. Never the vendor: the partner is the front line. */
export default function SupportPage() {
  const { t } = useLingui();
  const { seller } = useSession();
  const partner = seller?.name ?? '';
  return (
    <Page
      title={t`Support`}
      description={
        <Trans>
          <bdi>{partner}</bdi> looks after everything you use here.
        </Trans>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_20rem]">
        <Answers />
        {seller && (
          <div className="flex flex-col gap-3">
            <SupportContact partner={seller} />
            <p className="px-1 text-sm text-muted">
              <Trans>
                Have the subscription’s number or the invoice’s at hand; it helps to find things at once.
              </Trans>
            </p>
          </div>
        )}
      </div>
    </Page>
  );
}

function Answers() {
  const { t } = useLingui();
  const answers = useAnswers();
  return (
    <Card flush title={t`Answered here`} description={t`Most questions need no waiting.`}>
      <div className="divide-y divide-line">
        {answers.map(({ question, answer }) => (
          <details key={question} className="group px-5">
            <summary className="flex items-center justify-between gap-4 py-4 font-medium">
              {question}
              <ChevronDown
                className="size-4 shrink-0 text-faint transition-transform group-open:rotate-180"
                aria-hidden
              />
            </summary>
            <div className="max-w-prose pb-5 text-muted">{answer}</div>
          </details>
        ))}
      </div>
    </Card>
  );
}
