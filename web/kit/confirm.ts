import type { ReactNode } from 'react';
import { makeStore } from './store.ts';

export type Question = {
  title: ReactNode;
  /** What happens if they go on, and whether it can be undone. */
  description?: ReactNode;
  /** The verb on the main button: "Cancel the subscription", never "OK". */
  action: string;
  danger?: boolean;
};

type Asked = Question & { answer: (yes: boolean) => void };

/** The question being asked; `<ConfirmHost>` shows it. */
export const asked = makeStore<Asked | null>(null);

/** Asks before something that matters: `if (await confirm({ title, action }))`. A second question answers the first with no. */
export function confirm(question: Question): Promise<boolean> {
  asked.get()?.answer(false);
  return new Promise((answer) => asked.set({ ...question, answer }));
}
