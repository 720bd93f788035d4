import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type Application = Item<'/v1/program/applications'>;
export type ApplicationDetail = Answer<'/v1/program/applications/{id}'>;
export type Move = ApplicationDetail['history'][number];

export const applicationTones: Record<Application['state'], Tone> = {
  unverified: 'neutral',
  verified: 'neutral',
  submitted: 'warn',
  more_asked: 'info',
  approved: 'good',
  declined: 'bad',
  withdrawn: 'neutral',
};

/** What an application's states, moves and fields are called in the office. */
export function useApplicationWords() {
  const { t } = useLingui();
  return {
    states: {
      unverified: t`Unverified`,
      verified: t`Reading the terms`,
      submitted: t`To decide`,
      more_asked: t`Asked for more`,
      approved: t`Approved`,
      declined: t`Declined`,
      withdrawn: t`Withdrawn`,
    } satisfies Record<Application['state'], string>,
    moves: {
      verify: t`Verified the e-mail address`,
      submit: t`Accepted the partner terms`,
      ask: t`Asked for more`,
      answer: t`Answered`,
      approve: t`Approved`,
      decline: t`Declined`,
      withdraw: t`Withdrew the application`,
    } satisfies Record<Move['move'], string>,
    fields: {
      company: t`Company`,
      registration_number: t`Registration number`,
      tax_number: t`Tax number`,
      address: t`Address`,
      website: t`Website`,
      headcount: t`Employees`,
      contact_name: t`Contact`,
      contact_phone: t`Phone`,
      about: t`About`,
    } satisfies Record<keyof Move['changes'], string>,
  };
}
