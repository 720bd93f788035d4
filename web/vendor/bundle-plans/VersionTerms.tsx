import { Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '../../api/client.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { termsOf, useTierWords } from './terms.ts';

type Version = Answer<'/v1/catalog/bundle-plans/{id}'>['versions'][number];

/** What a version asks of whoever enters it, and gives for the way of paying. */
export function VersionTerms({ version }: { version: Version }) {
  const { t } = useLingui();
  const tiers = useTierWords();
  const { entry_tier, commitments } = version;
  const tier = entry_tier && tiers[entry_tier];
  const { prepay, postpay } = termsOf(version).preferences;
  return (
    <div className="border-b border-line px-5 py-2">
      <KeyValues
        columns={2}
        facts={[
          { label: t`Open to`, value: tier ? t`${tier} and above` : t`Any tier` },
          { label: t`More off for pre-pay`, value: prepay && <Off percent={prepay} /> },
          { label: t`More off for post-pay`, value: postpay && <Off percent={postpay} /> },
          {
            label: t`Monthly minimum`,
            value: commitments.length > 0 && (
              <ul>
                {commitments.map(({ currency, monthly_minimum }) => (
                  <li key={currency}>
                    <Money value={{ amount: monthly_minimum, currency }} />
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </div>
  );
}

function Off({ percent }: { percent: string }) {
  const { percent: shown } = useFormat();
  const rate = shown(Number(percent) / 100);
  return (
    <span>
      <bdi>{rate}</bdi> <Trans>after the discount</Trans>
    </span>
  );
}
