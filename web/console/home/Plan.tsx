import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { useBillingWords } from '../../kit/billing/words.ts';
import { paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** The reseller's place in the program. */
export function usePlace() {
  return $api.useQuery('get', '/v1/program/reseller', {}, { staleTime: 300_000 });
}

/** On which plan it buys, and how it is billed. */
export function Plan() {
  const { t } = useLingui();
  const { text } = useFormat();
  const { preferences } = useBillingWords();
  const { data, error } = usePlace();
  if (error && !data) return null;
  const plan = data && (data.bundle_plan ? text(data.bundle_plan.name) : t`List price`);
  return (
    <Card title={t`Your bundle plan`} footer={<Link to={paths.console.contract}>{t`Contract & terms`}</Link>}>
      <p className="flex h-7 items-center text-xl font-semibold">
        {plan ?? <Skeleton className="h-6 w-28" />}
      </p>
      <p className="mt-1 min-h-11 text-muted">
        {data && (
          <>
            <span className="block">{preferences[data.billing_preference]}</span>
            <span className="block">
              <Trans>
                Account <bdi className="figures">{data.account_number}</bdi>, in {data.currency}
              </Trans>
            </span>
            {data.coming.map((next) => (
              <ComingPlan key={next.valid_from} next={next} />
            ))}
          </>
        )}
      </p>
    </Card>
  );
}

type Coming = NonNullable<ReturnType<typeof usePlace>['data']>['coming'][number];

/** What is decided for a coming day. */
function ComingPlan({ next: { bundle_plan, billing_preference, valid_from } }: { next: Coming }) {
  const { t } = useLingui();
  const { date, text } = useFormat();
  const { preferences } = useBillingWords();
  const day = date(valid_from);
  const plan = bundle_plan ? text(bundle_plan.name) : t`List price`;
  const preference = preferences[billing_preference];
  return (
    <span className="mt-2 block rounded-lg bg-accent-soft px-3 py-2 text-accent-text">
      <Trans>
        From {day}: <bdi className="font-medium">{plan}</bdi>, {preference}
      </Trans>
    </span>
  );
}
