import type { ReactNode } from 'react';

/** One way to pay: its picture, its name, and what to do. */
export function Way({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-2 flex items-center gap-2 text-base font-semibold">
        <span className="text-accent-text">{icon}</span>
        {title}
      </h3>
      {children}
    </section>
  );
}
