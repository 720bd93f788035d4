import { useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { useTab } from '../../kit/useTab.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { ExchangeRates } from './ExchangeRates.tsx';
import { Exemptions } from './Exemptions.tsx';
import { NewExemption } from './NewExemption.tsx';
import { Rates } from './Rates.tsx';

/** Tax: the certificates that free resellers from it, and the law that every invoice is reckoned by. */
export default function TaxPage() {
  const { t } = useLingui();
  const [tab, setTab] = useTab('exemptions');
  return (
    <Page
      title={t`Tax`}
      description={t`Which rate a document bears follows from both sides’ countries, the buyer’s tax number and its certificates.`}
      width="wide"
      actions={<NewExemption />}
    >
      <Tabs
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: 'exemptions', label: t`Exemptions`, content: <Exemptions /> },
          { value: 'rates', label: t`Rates`, content: <Rates /> },
          { value: 'exchange', label: t`Exchange rates`, content: <ExchangeRates /> },
        ]}
      />
    </Page>
  );
}
