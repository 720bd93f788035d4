import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { api } from '../../api/client.ts';
import { useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { toast } from '../../ui/toast.ts';
import { ProductForm } from './ProductForm.tsx';
import { blankProduct, bodyOf, productSchema } from './product.ts';

/** Adds a product to the catalogue. It is for sale once it has an offer with a price. */
export default function NewProductPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const made = useRef('');
  const form = useForm({
    name: 'product-new',
    schema: productSchema,
    defaults: blankProduct(useToday()),
    submit: async (values) => {
      const body = { ...bodyOf(values, { attributes: {}, withdrawn: false }), code: values.code };
      const { data } = await api.POST('/v1/catalog/products', { body });
      made.current = data?.id ?? '';
    },
    onDone: () => {
      toast.good(t`The product is added`);
      void navigate({ to: path(paths.office.product, { productId: made.current }) });
    },
  });
  return (
    <Page
      title={t`New product`}
      description={t`It is in the store once it has an offer with a price.`}
      width="normal"
    >
      <ProductForm form={form} action={t`Add the product`} />
    </Page>
  );
}
