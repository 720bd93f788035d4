import { useLingui } from '@lingui/react/macro';
import { useNavigate, useParams } from '@tanstack/react-router';
import { $api, api } from '../../api/client.ts';
import { useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { ProductForm } from './ProductForm.tsx';
import { bodyOf, productSchema, valuesOf } from './product.ts';

/** Publishes another version of what a product says, from a day on. */
export default function EditProductPage() {
  const { t } = useLingui();
  const { text } = useFormat();
  const navigate = useNavigate();
  const { productId = '' } = useParams({ strict: false });
  const params = { path: { id: productId } };
  const product = $api.useSuspenseQuery('get', '/v1/catalog/products/{id}', { params }).data;
  const { code, attributes, withdrawn_at } = product;
  const form = useForm({
    name: `product-${productId}`,
    schema: productSchema,
    defaults: valuesOf(product, useToday()),
    submit: (values) =>
      api.POST('/v1/catalog/products/{id}/versions', {
        params,
        body: bodyOf(values, { attributes, withdrawn: withdrawn_at !== null }),
      }),
    onDone: () => {
      toast.good(t`The version is published`);
      void navigate({ to: path(paths.office.product, { productId }) });
    },
  });
  const name = text(product.name);
  return (
    <Page
      title={t`New version of ${name}`}
      description={t`It holds from its day on. What held before is not changed.`}
    >
      <ProductForm form={form} action={t`Publish the version`} code={code} />
    </Page>
  );
}
