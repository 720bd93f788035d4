import { useLingui } from '@lingui/react/macro';
import { Invitations } from '../../kit/people/Invitations.tsx';
import { InviteButton } from '../../kit/people/InviteButton.tsx';
import { Members } from '../../kit/people/Members.tsx';
import { Section } from '../../ui/Card.tsx';

/** The reseller's own people, whom the office may invite. */
export function ResellerPeople({ resellerId }: { resellerId: string }) {
  const { t } = useLingui();
  const whose = { id: resellerId, kind: 'reseller' } as const;
  return (
    <div className="flex flex-col gap-8">
      <Section title={t`Members`} actions={<InviteButton whose={whose} />}>
        <Members whose={whose} />
      </Section>
      <Section title={t`Invitations`}>
        <Invitations whose={whose} />
      </Section>
    </div>
  );
}
