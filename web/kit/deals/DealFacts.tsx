import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { OutLink } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type DealDetail, useDealWords } from './words.ts';

type Props = { deal: DealDetail };

/** Who the deal is for. `customer`: where it leads once it is a customer. */
export function ProspectCard({ deal, customer }: Props & { customer?: ReactNode }) {
  const { t } = useLingui();
  const { country, number } = useFormat();
  const { bodies } = useDealWords();
  return (
    <Card title={t`The customer`}>
      <KeyValues
        facts={[
          { label: t`Name`, value: <Names deal={deal} /> },
          { label: t`Country`, value: country(deal.country) },
          { label: t`Domain`, value: deal.domain && <bdi>{deal.domain}</bdi> },
          {
            label: t`Registration number`,
            value: deal.registration_number && <bdi className="figures">{deal.registration_number}</bdi>,
          },
          { label: t`Group of companies`, value: deal.group_name && <bdi>{deal.group_name}</bdi> },
          { label: t`Kind of body`, value: bodies[deal.body_kind] },
          { label: t`Employees`, value: deal.headcount !== null && number(deal.headcount) },
          { label: t`Contact`, value: <Contact deal={deal} /> },
          customer ? { label: t`Customer account`, value: customer } : null,
        ]}
      />
    </Card>
  );
}

function Names({ deal: { name, name_other } }: Props) {
  return (
    <span className="flex flex-col items-start">
      <bdi>{name}</bdi>
      {name_other && <bdi className="text-muted">{name_other}</bdi>}
    </span>
  );
}

function Contact({ deal: { contact_name, contact_email, contact_phone } }: Props) {
  return (
    <span className="flex flex-col items-start">
      <bdi>{contact_name}</bdi>
      {contact_email && (
        <OutLink href={`mailto:${contact_email}`}>
          <bdi>{contact_email}</bdi>
        </OutLink>
      )}
      {contact_phone && <bdi className="figures">{contact_phone}</bdi>}
    </span>
  );
}

/** What is to be sold, for how much, and when. */
export function SaleCard({ deal }: Props) {
  const { t } = useLingui();
  const { date, percent } = useFormat();
  const { stages, reasons } = useDealWords();
  const over = deal.state === 'won' || deal.state === 'lost';
  return (
    <Card title={t`The sale`}>
      <KeyValues
        facts={[
          { label: t`Expected value`, value: <Money value={deal.value} /> },
          { label: t`Expected to close`, value: date(deal.closes_on) },
          !over && {
            label: t`Stage`,
            value: `${stages[deal.stage]} · ${percent(deal.probability / 100)}`,
          },
          deal.ended_reason !== null && {
            label: t`Lost because of`,
            value: reasons[deal.ended_reason] ?? deal.ended_reason,
          },
          { label: t`Products wanted`, value: <Products deal={deal} /> },
          { label: t`Looked after by`, value: deal.owner_name && <bdi>{deal.owner_name}</bdi> },
          {
            label: t`Notes`,
            value: deal.about && <bdi className="whitespace-pre-line">{deal.about}</bdi>,
          },
        ]}
      />
    </Card>
  );
}

function Products({ deal: { lines } }: Props) {
  const { text, number } = useFormat();
  if (lines.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {lines.map(({ product_id, name, quantity }) => (
        <li key={product_id}>
          <bdi>{text(name)}</bdi> <span className="figures text-muted">× {number(quantity)}</span>
        </li>
      ))}
    </ul>
  );
}
