import { useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { Bank } from './Bank.tsx';
import { Company } from './Company.tsx';
import { Face } from './Face.tsx';
import { useOwnOrganization } from './words.ts';

/** What the reseller is called, how its customers reach it, and where they pay. */
export default function SettingsPage() {
  const { t } = useLingui();
  const organization = useOwnOrganization();
  const may = organization.can.edit;
  return (
    <Page title={t`Settings`} description={t`Your business as your customers and the vendor see it.`}>
      {may !== true && <p className="rounded-lg bg-sunken px-4 py-3 text-muted">{may}</p>}
      <fieldset disabled={may !== true} className="contents">
        <Face organization={organization} />
        <Company organization={organization} />
        <Bank organization={organization} />
      </fieldset>
    </Page>
  );
}
