import { useLingui } from '@lingui/react/macro';
import { Invitations } from '../../kit/people/Invitations.tsx';
import { InviteButton } from '../../kit/people/InviteButton.tsx';
import { Members } from '../../kit/people/Members.tsx';
import { Section } from '../../ui/Card.tsx';
import type { CustomerDetail } from './words.ts';

/** Who works with the customer panel there, and who was invited to. */
export function CustomerPeople({ customer }: { customer: CustomerDetail }) {
  const { t } = useLingui();
  const whose = { id: customer.id, kind: 'customer' } as const;
  return (
    <div className="flex flex-col gap-8">
      <Section
        title={t`Members`}
        description={t`They sign in to the customer panel.`}
        actions={<InviteButton whose={whose} />}
      >
        <Members whose={whose} />
      </Section>
      <Section title={t`Invitations`}>
        <Invitations whose={whose} />
      </Section>
    </div>
  );
}
