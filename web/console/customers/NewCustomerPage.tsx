import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Form } from '../../kit/form/Form.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { toast } from '../../ui/toast.ts';
import { BasicFields, ContactFields, PaperFields, SizeFields } from './Fields.tsx';
import { useNewCustomer } from './useNewCustomer.ts';

/** Adds a customer, and invites its administrator to the panel. */
export default function NewCustomerPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const form = useNewCustomer('customer-new', ({ id }) => {
    toast.good(t`Customer added`);
    void navigate({ to: path(paths.console.customer, { customerId: id }) });
  });
  return (
    <Page
      width="narrow"
      title={t`New customer`}
      description={t`Who you sell to. Only the name and country are needed to begin.`}
    >
      <Card>
        <Form
          form={form}
          action={t`Add the customer`}
          secondary={
            <ButtonLink variant="quiet" to={paths.console.customers}>
              <Trans>Cancel</Trans>
            </ButtonLink>
          }
          className="gap-8!"
        >
          <Section title={t`The customer`}>
            <BasicFields form={form} />
          </Section>
          <Section title={t`Size`} description={t`It decides whether a special price is needed.`}>
            <SizeFields form={form} />
          </Section>
          <Section title={t`Invoices`}>
            <PaperFields form={form} />
          </Section>
          <Section
            title={t`Administrator`}
            description={t`Gets an invitation to the customer panel, in your name. You can also invite people later.`}
          >
            <ContactFields form={form} />
          </Section>
        </Form>
      </Card>
    </Page>
  );
}
