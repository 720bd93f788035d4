import { useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { api } from '../../api/client.ts';
import { useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { useSession } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { Composer } from './Composer.tsx';
import { daysAfter } from './daysAfter.ts';
import { NO_DEAL, partyBody, type QuoteValues, quoteSchema, versionBody } from './schema.ts';

const VALID_DAYS = 30;

/** Puts a quote together, for a customer or a prospect. */
export default function NewQuotePage() {
  const { t } = useLingui();
  const { organization } = useSession();
  const navigate = useNavigate();
  const made = useRef('');
  const form = useForm({
    name: 'quote-new',
    schema: quoteSchema,
    defaults: useBlank(),
    submit: async (values) => {
      const body = { ...partyBody(values), ...versionBody(values, organization.currency) };
      const { data } = await api.POST('/v1/orders/quotes', { body });
      made.current = data?.id ?? '';
    },
    onDone: () => void navigate({ to: path(paths.console.quote, { quoteId: made.current }) }),
  });
  return (
    <Page
      title={t`New quote`}
      description={t`Nothing is sent until you have seen it and send it.`}
      width="wide"
    >
      <Composer form={form} currency={organization.currency} action={t`Keep and look at it`} />
    </Page>
  );
}

function useBlank(): QuoteValues {
  const { t } = useLingui();
  const { organization } = useSession();
  const { country, language } = organization;
  const asked = useSearch({ strict: false }) as { deal?: string; customer?: string };
  return {
    who: 'customer',
    customer_id: asked.customer ?? '',
    prospect: {
      name: '',
      country,
      domain: '',
      headcount: null,
      body_kind: 'business',
      registration_number: '',
    },
    contact: { name: '', email: '' },
    language,
    deal_id: asked.deal ?? NO_DEAL,
    lines: [],
    valid_until: daysAfter(useToday(), VALID_DAYS),
    terms: t`Invoices are issued monthly and are due within 14 days. Services of our own come with the month’s invoice. Prices are before tax.`,
    message: '',
  };
}
