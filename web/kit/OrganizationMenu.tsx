import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Menu, MenuChoices, MenuGroup } from '../ui/Menu.tsx';
import { actFor, type Kind, useSession } from './session.ts';

/** The person's organizations; choosing one leads to its face. */
export default function OrganizationMenu({ trigger }: { trigger: ReactElement }) {
  const { t } = useLingui();
  const { organization, organizations } = useSession();
  const go = useMutation({ mutationFn: actFor });
  const kinds: Record<Kind, string> = { vendor: t`Vendor`, reseller: t`Reseller`, customer: t`Customer` };
  const choose = (id: string) => {
    const chosen = organizations.find((one) => one.id === id);
    if (chosen && id !== organization.id) go.mutate(chosen);
  };
  return (
    <Menu trigger={trigger} align="start" className="min-w-60">
      <MenuGroup label={t`Act for`}>
        <MenuChoices
          value={organization.id}
          onValueChange={choose}
          options={organizations.map(({ id, name, kind }) => ({ value: id, label: name, note: kinds[kind] }))}
        />
      </MenuGroup>
    </Menu>
  );
}
