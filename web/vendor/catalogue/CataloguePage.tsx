import { useLingui } from '@lingui/react/macro';
import { $api, type Item } from '../../api/client.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { useProductWords } from '../../kit/catalogue/words.ts';
import { Page } from '../../kit/Page.tsx';
import { useCan, useSession } from '../../kit/session.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Download, Layers, Package, Plus, Upload } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { Menu, MenuLink } from '../../ui/Menu.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { lowestPrice } from './prices.ts';

type Product = Item<'/v1/catalog/products'>;

/** Everything the program sells. */
export default function CataloguePage() {
  const { t } = useLingui();
  const families = useFamilies();
  const { kinds, segments } = useProductWords();
  return (
    <Page
      title={t`Catalogue`}
      description={t`What the program sells, and at which list prices.`}
      width="wide"
      actions={<Actions />}
    >
      <DataTable<Product>
        caption={t`Products`}
        from="/v1/catalog/products"
        columns={useColumns(families)}
        rowKey={(product) => product.id}
        rowTo={({ id }) => path(paths.office.product, { productId: id })}
        search={t`Name or code`}
        filters={[
          {
            key: 'family_id',
            label: t`Family`,
            options: [...families].map(([value, label]) => ({ value, label })),
          },
          { key: 'kind', label: t`Kind`, options: optionsOf(kinds) },
          { key: 'segment', label: t`Sold to`, options: optionsOf(segments) },
          {
            key: 'state',
            label: t`State`,
            options: [
              { value: 'sold', label: t`On sale` },
              { value: 'withdrawn', label: t`Withdrawn` },
            ],
          },
        ]}
        defaultSort="code"
        csv
        empty={
          <Empty icon={Package} title={t`The catalogue is empty`}>
            {t`Add the first product, or hand in a file of products and offers.`}
          </Empty>
        }
      />
    </Page>
  );
}

function optionsOf(words: Record<string, string>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function Actions() {
  const { t } = useLingui();
  const mayEdit = useCan('catalogue.edit') === true;
  if (!mayEdit) return null;
  return (
    <>
      <ButtonLink icon={Layers} to={paths.office.families}>
        {t`Families`}
      </ButtonLink>
      <Menu trigger={<Button icon={Download}>{t`Export`}</Button>}>
        {(['xlsx', 'csv'] as const).map((format) => (
          <MenuLink key={format} link={<OutLink plain href={`/v1/catalog/export?format=${format}`} />}>
            {format.toUpperCase()}
          </MenuLink>
        ))}
      </Menu>
      <ButtonLink icon={Upload} to={paths.office.catalogueImports}>
        {t`Import`}
      </ButtonLink>
      <ButtonLink variant="primary" icon={Plus} to={paths.office.newProduct}>
        {t`New product`}
      </ButtonLink>
    </>
  );
}

function useFamilies(): ReadonlyMap<string, string> {
  const { text } = useFormat();
  const { data } = $api.useQuery('get', '/v1/catalog/families');
  return new Map((data?.items ?? []).map(({ id, name }) => [id, text(name)]));
}

function useColumns(families: ReadonlyMap<string, string>): Column<Product>[] {
  const { t } = useLingui();
  const { text, number } = useFormat();
  return [
    {
      id: 'code',
      header: t`Product`,
      sort: true,
      cell: ({ name, code }) => (
        <span className="flex flex-col">
          <bdi>{text(name)}</bdi>
          <bdi className="font-mono text-xs font-normal text-muted">{code}</bdi>
        </span>
      ),
    },
    { id: 'family', header: t`Family`, cell: ({ family_id }) => families.get(family_id) ?? family_id },
    { id: 'offers', header: t`Offers`, numeric: true, cell: ({ offers }) => number(offers.length) },
    {
      id: 'price',
      header: t`List price from`,
      numeric: true,
      phone: 'aside',
      cell: (row) => <From product={row} />,
    },
    {
      id: 'connector',
      header: t`Connector`,
      hidden: true,
      phone: 'hide',
      cell: ({ connector }) => <bdi className="font-mono text-xs">{connector}</bdi>,
    },
    {
      id: 'state',
      header: t`State`,
      phone: 'hide',
      cell: ({ withdrawn_at }) =>
        withdrawn_at ? <Badge>{t`Withdrawn`}</Badge> : <Badge dot tone="good">{t`On sale`}</Badge>,
    },
  ];
}

function From({ product }: { product: Product }) {
  const { organization } = useSession();
  const lowest = lowestPrice(product.offers, organization.currency, useToday());
  if (!lowest) return <span className="text-faint">—</span>;
  return <UnitPrice minor={lowest} currency={organization.currency} />;
}
