import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { useProductsByCode } from '../../kit/catalogue/productsByCode.ts';
import { useTargetNames } from '../../kit/catalogue/targets.ts';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { BookOpen } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useCustomerNames } from '../customers/useCustomerNames.ts';
import { type AgreedPrice, EndAgreedButton } from './EndAgreedButton.tsx';
import type { Book, Rule, Version } from './rows.ts';
import { VersionButton } from './VersionButton.tsx';
import { useRuleKinds } from './words.ts';

/** How the reseller makes the prices its customers pay: the versions of its book, and what was agreed with single customers. */
export default function PriceBookPage() {
  const { t } = useLingui();
  const book = $api.useSuspenseQuery('get', '/v1/catalog/price-book').data;
  const versions = book.versions.toReversed();
  const mayTry = useCan('replay.run') === true;
  return (
    <Page
      title={t`Price book`}
      description={
        <Trans>
          What your customers pay. The most specific rule counts: a customer’s own before those for all, one
          offer before a product, a family and everything. Without a rule it is the list price. Only you see
          this book.
        </Trans>
      }
      actions={
        <>
          {mayTry && <ButtonLink to={paths.console.newReplay}>{t`Try it on the last month`}</ButtonLink>}
          <VersionButton book={book} />
        </>
      }
    >
      {versions.length === 0 && (
        <Card flush>
          <Empty icon={BookOpen} title={t`No rules yet`} action={<VersionButton book={book} />}>
            {t`Your customers pay list prices. Publish the first version to make prices of your own.`}
          </Empty>
        </Card>
      )}
      {versions.map((version) => (
        <VersionCard key={version.version} version={version} book={book} />
      ))}
      <AgreedPrices />
    </Page>
  );
}

function VersionCard({ version, book }: { version: Version; book: Book }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const number = version.version;
  const day = date(version.valid_from);
  const isCurrent = number === book.current_version;
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2.5">
          {t`Version ${number}`}
          {isCurrent && <Badge tone="good">{t`In force`}</Badge>}
          {version.valid_from > book.today && <Badge tone="info">{t`Coming`}</Badge>}
        </span>
      }
      description={
        <>
          <Trans>From {day}</Trans>
          {version.note && <bdi className="block">{version.note}</bdi>}
        </>
      }
    >
      <Rules rules={version.rules} />
    </Card>
  );
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  const { t } = useLingui();
  const kinds = useRuleKinds();
  const coverOf = useTargetNames(rules);
  const nameOf = useCustomerNames(rules.flatMap(({ buyer_id }) => buyer_id ?? []));
  if (rules.length === 0)
    return <p className="px-5 py-6 text-muted">{t`No rules: everything is at list price.`}</p>;
  return (
    <Table caption={t`Rules`}>
      <thead>
        <tr>
          <Th>{t`Covers`}</Th>
          <Th>{t`Applies to`}</Th>
          <Th>{t`Price is made by`}</Th>
          <Th numeric>{t`Value`}</Th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <Tr key={`${rule.scope} ${rule.target} ${rule.buyer_id}`}>
            <Td>
              <bdi>{coverOf(rule)}</bdi>
            </Td>
            <Td>{rule.buyer_id ? <bdi>{nameOf(rule.buyer_id)}</bdi> : t`All customers`}</Td>
            <Td>{kinds[rule.kind]}</Td>
            <Td numeric>
              <Value rule={rule} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Value({ rule: { kind, rate, unit_price, currency } }: { rule: Rule }) {
  const { percent } = useFormat();
  if (unit_price !== null) return <UnitPrice minor={unit_price} currency={currency ?? ''} />;
  const sign = kind === 'markup_on_cost' ? '+' : '−';
  return (
    <bdi dir="ltr">
      {sign}
      {percent(rate ?? '0')}
    </bdi>
  );
}

/** What customers have accepted by quotes: it goes before the book. */
function AgreedPrices() {
  const { t } = useLingui();
  const agreed = $api.useQuery('get', '/v1/catalog/price-book/agreed-prices').data?.items ?? [];
  const nameOf = useCustomerNames(agreed.map(({ buyer_id }) => buyer_id));
  const offers = useOfferNames(agreed.map(({ offer_id }) => offer_id));
  if (agreed.length === 0) return null;
  return (
    <Card
      flush
      title={t`Agreed by accepted quotes`}
      description={t`These hold for one customer and go before the book, until another quote is accepted or you end them.`}
    >
      <Table caption={t`Agreed by accepted quotes`}>
        <thead>
          <tr>
            <Th>{t`Customer`}</Th>
            <Th>{t`Offer`}</Th>
            <Th>{t`Since`}</Th>
            <Th numeric>{t`Price`}</Th>
            <Th>
              <span className="sr-only">{t`End`}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {agreed.map((price) => (
            <AgreedRow
              key={`${price.buyer_id} ${price.offer_id} ${price.currency}`}
              price={price}
              {...{ nameOf, offers }}
            />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

type RowProps = {
  price: AgreedPrice;
  nameOf: (id: string) => string;
  offers: ReadonlyMap<string, string>;
};

function AgreedRow({ price, nameOf, offers }: RowProps) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { buyer_id, offer_id, unit_price, currency, valid_from, quote_id, ends_on } = price;
  const end = ends_on && date(ends_on);
  return (
    <Tr>
      <Td>
        <bdi>{nameOf(buyer_id)}</bdi>
      </Td>
      <Td>
        <bdi>{offers.get(offer_id) ?? '…'}</bdi>
      </Td>
      <Td className="whitespace-nowrap">
        {quote_id ? (
          <Link to={path(paths.console.quote, { quoteId: quote_id })}>{date(valid_from)}</Link>
        ) : (
          date(valid_from)
        )}
      </Td>
      <Td numeric>{unit_price && <UnitPrice minor={unit_price} currency={currency} />}</Td>
      <Td className="text-end whitespace-nowrap">
        {end ? (
          <Badge tone="info">{t`Until ${end}`}</Badge>
        ) : (
          <EndAgreedButton price={price} name={offers.get(offer_id) ?? ''} />
        )}
      </Td>
    </Tr>
  );
}

function useOfferNames(ids: readonly string[]): Map<string, string> {
  const { text } = useFormat();
  const products = useProductsByCode(ids);
  return new Map(
    products.flatMap(({ name, offers }) =>
      offers.map((offer) => [offer.id, `${text(name)} – ${text(offer.name)}`] as const),
    ),
  );
}
