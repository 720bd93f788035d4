import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api, api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { useRelationFacts, useSaleFacts } from '../../kit/catalogue/ProductFacts.tsx';
import { useProductWords } from '../../kit/catalogue/words.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { SubscriptionsTable } from '../../kit/orders/SubscriptionsTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { Package, Pencil, Plus, Repeat } from '../../ui/icons.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { OfferCard } from './OfferCard.tsx';
import { bodyOfProduct, type Product } from './product.ts';
import { VersionsCard } from './VersionsCard.tsx';
import { WithdrawButton } from './WithdrawButton.tsx';
import { useConnectors } from './words.ts';

/** One product: how it is sold, at which prices, and who has it. */
export default function ProductPage() {
  const { t } = useLingui();
  const { text } = useFormat();
  const { productId = '' } = useParams({ strict: false });
  const params = { path: { id: productId } };
  const product = $api.useSuspenseQuery('get', '/v1/catalog/products/{id}', { params }).data;
  const mayEdit = unless(useCan('catalogue.edit'));
  return (
    <Page
      title={text(product.name)}
      badge={product.withdrawn_at ? <Badge>{t`Withdrawn`}</Badge> : undefined}
      description={text(product.description)}
      actions={<Actions product={product} disabled={mayEdit} />}
    >
      <Section
        title={t`Offers`}
        actions={
          mayEdit === false && (
            <ButtonLink
              size="sm"
              icon={Plus}
              to={path(paths.office.newOffer, { productId })}
            >{t`Add an offer`}</ButtonLink>
          )
        }
      >
        {product.offers.length === 0 && (
          <Card>
            <Empty icon={Package} title={t`It is not for sale yet`}>
              {t`Add an offer with a price, and it is in the store.`}
            </Empty>
          </Card>
        )}
        {product.offers.map((offer) => (
          <OfferCard key={offer.id} offer={offer} unit={product.unit} />
        ))}
      </Section>
      <ProductFacts product={product} />
      {mayEdit === false && <VersionsCard productId={product.id} current={product.version} />}
      <Section title={t`Subscriptions`}>
        <SubscriptionsTable
          withCustomer
          withSeller
          limit={10}
          query={{ product_id: product.id }}
          rowTo={({ id }) => path(paths.office.subscription, { subscriptionId: id })}
          empty={<Empty icon={Repeat} title={t`Nobody has it yet`} />}
        />
      </Section>
    </Page>
  );
}

function Actions({ product, disabled }: { product: Product; disabled: string | boolean }) {
  const { t } = useLingui();
  const withdrawn = product.withdrawn_at !== null;
  const params = { path: { id: product.id } };
  if (disabled) return null;
  return (
    <>
      <WithdrawButton
        name={`product-withdrawal-${product.id}`}
        back={withdrawn}
        title={withdrawn ? t`Put the product back on sale` : t`Take this product out of the store?`}
        send={(next, valid_from) =>
          api.POST('/v1/catalog/products/{id}/versions', {
            params,
            body: bodyOfProduct(product, { withdrawn: next, valid_from }),
          })
        }
      />
      <ButtonLink
        variant="primary"
        icon={Pencil}
        to={path(paths.office.editProduct, { productId: product.id })}
      >{t`Edit`}</ButtonLink>
    </>
  );
}

function ProductFacts({ product }: { product: Product }) {
  const { t } = useLingui();
  const { count } = useOfferWords();
  const { kinds } = useProductWords();
  const connector = useConnectors(product.connector).find(({ value }) => value === product.connector);
  const families = $api.useQuery('get', '/v1/catalog/families').data?.items ?? [];
  const { text } = useFormat();
  const family = families.find(({ id }) => id === product.family_id);
  return (
    <Card title={t`About the product`}>
      <KeyValues
        columns={2}
        facts={[
          { label: t`Code`, value: <bdi className="font-mono text-xs">{product.code}</bdi> },
          { label: t`Family`, value: family ? text(family.name) : product.family_id },
          { label: t`Sold by`, value: count(product.unit, 1) },
          { label: t`Needs a domain`, value: product.needs_domain ? t`Yes` : t`No` },
          { label: t`Provisioned by`, value: connector?.label },
          { label: t`Kind`, value: kinds[product.kind] },
          ...useSaleFacts(product),
          ...useRelationFacts(product, (productId) => path(paths.office.product, { productId })),
        ]}
      />
    </Card>
  );
}
