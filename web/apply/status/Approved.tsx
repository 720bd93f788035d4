import { Trans } from '@lingui/react/macro';
import { paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Handshake } from '../../ui/icons.ts';
import { OutButton } from '../frame/OutButton.tsx';
import { useVendor } from '../vendor.ts';
import type { Application } from './application.ts';
import { Notice } from './Notice.tsx';

/** The applicant is a reseller: on to the console. */
export function Approved({ application }: { application: Application }) {
  const { name } = useVendor();
  return (
    <Card>
      <Notice
        icon={Handshake}
        tone="good"
        title={
          <Trans>
            Welcome, <bdi>{application.company}</bdi> is a reseller of <bdi>{name}</bdi>
          </Trans>
        }
        more={
          <OutButton href={paths.console.home}>
            <Trans>Open the console</Trans>
          </OutButton>
        }
      >
        <Trans>
          The store with your own rates, your customers and your contract are in the console. The contract is
          also behind “Terms and Conditions” at the foot of each of its pages.
        </Trans>
      </Notice>
    </Card>
  );
}
