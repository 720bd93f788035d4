import { Trans } from '@lingui/react/macro';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { CircleAlert } from '../../ui/icons.ts';
import type { Bound } from '../form/Form.tsx';
import type { Kind } from '../session.ts';
import { useRoles } from './roles.ts';

type Props = Bound<string[]> & { kind: Kind };

/** One or more roles of an organization. */
export function RolesField({ kind, value, onValueChange, error }: Props) {
  const roles = useRoles(kind);
  const turn = (role: string, on: boolean) =>
    onValueChange(on ? [...value, role] : value.filter((held) => held !== role));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-medium">
        <Trans>Roles</Trans>
      </legend>
      {roles.map((role) => (
        <Checkbox
          key={role.value}
          label={role.label}
          hint={role.note}
          value={value.includes(role.value)}
          onValueChange={(on) => turn(role.value, on)}
        />
      ))}
      {error && (
        <p role="alert" className="flex items-center gap-1.5 text-sm text-bad">
          <CircleAlert className="size-3.5 shrink-0" aria-hidden />
          {error}
        </p>
      )}
    </fieldset>
  );
}
