import { Trans, useLingui } from '@lingui/react/macro';
import { useSession } from '../../kit/session.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Plus, Trash2 } from '../../ui/icons.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { isRate } from './schedule.ts';
import { ANY_TIER, type Terms, useTierWords } from './terms.ts';

type Props = { terms: Terms; onTerms: (terms: Terms) => void };

/** What a version asks and gives beside its discounts: the tier to enter, a rate for the way of paying, a monthly minimum. */
export function TermsFields({ terms, onTerms }: Props) {
  const { t } = useLingui();
  const tiers = useTierWords();
  const options = [
    { value: ANY_TIER, label: t`Any tier` },
    ...Object.entries(tiers).map(([value, tier]) => ({ value, label: t`${tier} and above` })),
  ];
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-3">
        <Select
          label={t`Open to`}
          options={options}
          value={terms.entry_tier}
          onValueChange={(tier) => onTerms({ ...terms, entry_tier: tier as Terms['entry_tier'] })}
        />
        <Rate preference="prepay" label={t`More off for pre-pay`} terms={terms} onTerms={onTerms} />
        <Rate preference="postpay" label={t`More off for post-pay`} terms={terms} onTerms={onTerms} />
      </div>
      <Commitments terms={terms} onTerms={onTerms} />
    </>
  );
}

function Rate({
  preference,
  label,
  terms,
  onTerms,
}: Props & { preference: 'prepay' | 'postpay'; label: string }) {
  const { t } = useLingui();
  const value = terms.preferences[preference];
  return (
    <TextField
      ltr
      optional
      label={label}
      inputMode="decimal"
      trail="%"
      value={value}
      error={isRate(value) ? undefined : t`Between 0 and 100.`}
      onValueChange={(typed) =>
        onTerms({ ...terms, preferences: { ...terms.preferences, [preference]: typed } })
      }
    />
  );
}

function Commitments({ terms, onTerms }: Props) {
  const { t } = useLingui();
  const { organization } = useSession();
  const { commitments } = terms;
  const put = (rows: Terms['commitments']) => onTerms({ ...terms, commitments: rows });
  const used = commitments.map(({ currency }) => currency);
  const free = [organization.currency, 'SAR', 'USD', 'AED', 'KWD', 'BHD', 'QAR', 'OMR', 'EGP', 'JOD'].filter(
    (currency, index, all) => all.indexOf(currency) === index && !used.includes(currency),
  );
  const [next] = free;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-medium">
        <Trans>Monthly minimum, before tax</Trans>
      </legend>
      {commitments.map((row, index) => (
        <div key={row.currency} className="grid grid-cols-[7rem_minmax(0,14rem)_auto] items-end gap-3">
          <Select
            label={t`Currency`}
            options={[row.currency, ...free].map((code) => ({ value: code, label: code }))}
            value={row.currency}
            onValueChange={(currency) =>
              put(commitments.map((one, at) => (at === index ? { ...one, currency } : one)))
            }
          />
          <MoneyField
            label={t`At least`}
            currency={row.currency}
            value={row.monthly_minimum}
            onValueChange={(monthly_minimum) =>
              put(commitments.map((one, at) => (at === index ? { ...one, monthly_minimum } : one)))
            }
          />
          <IconButton
            icon={Trash2}
            label={t`Take out this minimum`}
            onClick={() => put(commitments.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {next && (
        <Button
          size="sm"
          icon={Plus}
          className="self-start"
          onClick={() => put([...commitments, { currency: next, monthly_minimum: null }])}
        >
          {t`Add a minimum`}
        </Button>
      )}
    </fieldset>
  );
}
