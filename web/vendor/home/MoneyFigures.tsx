import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { useSession } from '../../kit/session.ts';
import { paths } from '../../paths.ts';
import { Figure } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Skeleton } from '../../ui/states.tsx';

/** What the book says today: owed, received ahead, earned. In the vendor's own currency; others stand in the ledger. */
export function MoneyFigures() {
  const { t } = useLingui();
  const { currency } = useSession().organization;
  const { data } = $api.useQuery('get', '/v1/ledger/trial-balance');
  if (!data) return <Skeleton className="h-28 rounded-xl" />;
  const balance = (account: string) => {
    const row = data.rows.find((one) => one.ledger_account === account && one.currency === currency);
    return { amount: Math.abs(row?.balance.amount ?? 0), currency };
  };
  const others = new Set(data.rows.map((row) => row.currency).filter((code) => code !== currency));
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Figure
        label={t`Owed by resellers`}
        value={<Money value={balance('receivable')} />}
        note={
          others.size > 0 && (
            <Link to={paths.office.ledger} className="font-normal!">
              <Trans>and in other currencies</Trans>
            </Link>
          )
        }
      />
      <Figure label={t`Received ahead`} value={<Money value={balance('wallet')} />} />
      <Figure label={t`Revenue to date`} value={<Money value={balance('revenue')} />} />
    </div>
  );
}
