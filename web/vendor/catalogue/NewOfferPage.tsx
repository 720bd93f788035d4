import { useLingui } from '@lingui/react/macro';
import { useNavigate, useParams } from '@tanstack/react-router';
import { $api, api } from '../../api/client.ts';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { useSession } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { OfferForm } from './OfferForm.tsx';
import { blankOffer, type OfferValues, offerBody, offerSchema } from './offer.ts';

/** Adds a way to sell a product, with its first prices. */
export default function NewOfferPage() {
  const { t } = useLingui();
  const { text } = useFormat();
  const { organization } = useSession();
  const navigate = useNavigate();
  const { productId = '' } = useParams({ strict: false });
  const params = { path: { id: productId } };
  const product = $api.useSuspenseQuery('get', '/v1/catalog/products/{id}', { params }).data;
  const form = useForm({
    name: `offer-new-${productId}`,
    schema: offerSchema,
    defaults: blankOffer(product.code, organization.currency, useToday()),
    submit: (values) =>
      api.POST('/v1/catalog/products/{id}/offers', { params, body: offerBody(values as OfferValues) }),
    onDone: () => {
      toast.good(t`The offer is added`);
      void navigate({ to: path(paths.office.product, { productId }) });
    },
  });
  const name = text(product.name);
  return (
    <Page
      title={t`New offer of ${name}`}
      description={t`What binds the buyer stays as it was sold. For other terms, add another offer.`}
    >
      <OfferForm form={form as FormState<OfferValues>} product={product} />
    </Page>
  );
}
