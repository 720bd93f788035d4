import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { path, paths } from '../../paths.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { CircleAlert, CircleCheck } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Looking } from './Looking.tsx';
import type { Review } from './words.ts';

type Report = Answer<'/v1/billing/runs/{id}/completeness'>;
type Item = Report['items'][number];

/** Whether the month end has looked at everything: each account that was due and what became of it; days lived and days charged. */
export function Completeness({ run }: { run: Review }) {
  const { t } = useLingui();
  const params = { path: { id: run.id } };
  const report = $api.useQuery('get', '/v1/billing/runs/{id}/completeness', { params }).data;
  if (!report)
    return (
      <Card flush title={t`Completeness`}>
        <Looking />
      </Card>
    );
  return (
    <Card
      flush
      title={t`Completeness`}
      description={<Counts report={report} />}
      footer={report.items.length < report.due && <Shown shown={report.items.length} due={report.due} />}
    >
      <UnitDays lived={report.lived} charged={report.charged} />
      <Table caption={t`Accounts that were due`}>
        <thead>
          <tr>
            <Th>{t`Reseller`}</Th>
            <Th>{t`Outcome`}</Th>
            <Th numeric className="max-sm:hidden">{t`Unit-days lived`}</Th>
            <Th numeric className="max-sm:hidden">{t`Unit-days charged`}</Th>
            <Th numeric>{t`Net`}</Th>
          </tr>
        </thead>
        <tbody>
          {report.items.map((item) => (
            <ItemRow key={item.account_id} item={item} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Counts({ report: { due, billed, nothing_due, quarantined, waiting } }: { report: Report }) {
  return (
    <>
      <Plural value={due} one="# account was due" other="# accounts were due" />
      {' · '}
      <Plural value={billed} one="# billed" other="# billed" />
      {' · '}
      <Plural value={nothing_due} one="# with nothing due" other="# with nothing due" />
      {quarantined > 0 && (
        <>
          {' · '}
          <span className="text-bad">
            <Plural value={quarantined} one="# set aside" other="# set aside" />
          </span>
        </>
      )}
      {waiting > 0 && (
        <>
          {' · '}
          <Plural value={waiting} one="# waiting" other="# waiting" />
        </>
      )}
    </>
  );
}

function Shown({ shown, due }: { shown: number; due: number }) {
  const { number } = useFormat();
  const [some, all] = [number(shown), number(due)];
  return (
    <Trans>
      {some} of {all} are shown, those that need a look first.
    </Trans>
  );
}

/** Both sums in words: what the timelines say was used in arrears, and what stands on lines. */
function UnitDays({ lived, charged }: { lived: number; charged: number }) {
  const { number } = useFormat();
  const [days, lines] = [number(lived), number(charged)];
  const agree = lived === charged;
  const Icon = agree ? CircleCheck : CircleAlert;
  return (
    <p
      className={cx(
        'flex items-center gap-2.5 border-b border-line px-5 py-3.5',
        agree ? 'text-muted' : 'bg-bad-soft text-bad',
      )}
    >
      <Icon className={cx('size-4.5 shrink-0', agree && 'text-good-solid')} strokeWidth={1.75} aria-hidden />
      <span>
        {agree ? (
          <Trans>
            <span className="figures font-medium text-ink">{days}</span> unit-days were lived in arrears, and
            each is charged once.
          </Trans>
        ) : (
          <Trans>
            {days} unit-days were lived in arrears, but {lines} are charged.
          </Trans>
        )}
      </span>
    </p>
  );
}

const tones: Record<Item['outcome'], Tone> = {
  billed: 'good',
  nothing_due: 'neutral',
  quarantined: 'bad',
  waiting: 'info',
};

function ItemRow({ item }: { item: Item }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const words = {
    billed: t`Billed`,
    nothing_due: t`Nothing due`,
    quarantined: t`Set aside`,
    waiting: t`Waiting`,
  };
  const { outcome, invoice_id, net, lived, charged } = item;
  return (
    <Tr>
      <Td>
        <Link to={path(paths.office.reseller, { resellerId: item.buyer_id })}>
          <bdi>{item.buyer_name}</bdi>
        </Link>
        {item.cause && <bdi className="block text-sm text-muted wrap-anywhere">{item.cause}</bdi>}
      </Td>
      <Td>
        <Badge tone={tones[outcome]}>{words[outcome]}</Badge>
      </Td>
      <Td numeric className="max-sm:hidden">
        {lived > 0 ? number(lived) : <span className="text-faint">—</span>}
      </Td>
      <Td numeric className={cx('max-sm:hidden', lived !== charged && 'font-medium text-bad')}>
        {charged > 0 || lived > 0 ? number(charged) : <span className="text-faint">—</span>}
      </Td>
      <Td numeric>
        {net && invoice_id ? (
          <Link to={path(paths.office.invoice, { invoiceId: invoice_id })}>
            <Money value={net} />
          </Link>
        ) : (
          <span className="text-faint">—</span>
        )}
      </Td>
    </Tr>
  );
}
