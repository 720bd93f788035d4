import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import type { Session } from '../../kit/session.ts';
import { answered } from '../answered.ts';
import { landingOf, organizationFor, safeNext } from '../landingOf.ts';
import { leaveTo } from '../leaveTo.ts';

const schema = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1),
  code: z.string().trim().max(40),
});

export type SignInForm = FormState<z.input<typeof schema>>;

/** What is asked next: address and password, the second factor's code, or for whom to act. */
export type SignInStep = { asks: 'password' } | { asks: 'code' } | { asks: 'organization'; of: Session };

/** Signing in, step by step. `next` is the page that sent the person here; an empty string for none. */
export function useSignIn(next: string) {
  const [step, setStep] = useState<SignInStep>({ asks: 'password' });
  const form = useForm({
    name: 'sign-in',
    keep: false,
    schema,
    defaults: { email: '', password: '', code: '' },
    submit: async ({ code, ...shown }) => {
      const session = await askedForCode(signIn(code ? { ...shown, code } : shown));
      if (session) return arrive(session, next, setStep);
      form.hook.resetField('code');
      setStep({ asks: 'code' });
    },
  });
  const back = () => {
    form.hook.reset({ ...form.hook.getValues(), password: '', code: '' });
    setStep({ asks: 'password' });
  };
  return { form, step, back };
}

async function signIn(body: { email: string; password: string; code?: string }): Promise<Session> {
  return answered(api.POST('/v1/session', { body }));
}

/** The session, or null when a code must be shown first. */
async function askedForCode(session: Promise<Session>): Promise<Session | null> {
  return session.catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'code_required') return null;
    throw error;
  });
}

/** Goes where the person was heading, or where they work; asks first when that is not clear. */
async function arrive(session: Session, next: string, ask: (step: SignInStep) => void): Promise<void> {
  const to = safeNext(next);
  const organization = to === null ? undefined : organizationFor(to, session);
  if (to !== null && organization) {
    if (organization.id !== session.organization.id) await pointTo(organization.id);
    return leaveTo(to);
  }
  if (session.organizations.length < 2) return leaveTo(landingOf(session));
  ask({ asks: 'organization', of: session });
}

/** Acts for one of the person's organizations from now on, and goes where it works. */
export async function actAs(organizationId: string): Promise<never> {
  return leaveTo(landingOf(await pointTo(organizationId)));
}

async function pointTo(organization_id: string): Promise<Session> {
  return answered(api.POST('/v1/session/organization', { body: { organization_id } }));
}
