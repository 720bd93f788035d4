import { Trans } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { Clock } from '../../ui/icons.ts';
import { useVendor } from '../vendor.ts';
import type { Application } from './application.ts';
import { Notice } from './Notice.tsx';

/** The application lies with the vendor. */
export function InReview({ application }: { application: Application }) {
  const { name } = useVendor();
  return (
    <Card>
      <Notice icon={Clock} tone="info" title={<Trans>Your application is in the queue</Trans>}>
        <Trans>
          A channel manager of <bdi>{name}</bdi> reads it. We write to{' '}
          <bdi className="font-medium text-ink">{application.contact_email}</bdi> when there is a question or
          a decision; this page shows it at the same moment.
        </Trans>
      </Notice>
    </Card>
  );
}
