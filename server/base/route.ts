import type { z } from 'zod';
import type { Ctx } from './ctx.ts';
import type { FailCode } from './errors.codes.ts';
import type { Action } from './permissions.ts';
import type { Spooled } from './spool.ts';

type Schema = z.ZodType | undefined;
type Out<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;

/** Who may knock: `public` for anyone, `person` for anyone signed in, else an action of the permissions table. */
export type Access = Action | 'public' | 'person';

export type Spec<P extends Schema, Q extends Schema, B extends Schema, R extends Schema> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/v1/<module>/<nouns>/:id/<verb>` */
  path: string;
  /** One sentence for the API's page. */
  summary: string;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  /** Absent: a file. */
  reply?: R;
  /** The status of success; 200 unless said. */
  status?: 200 | 201 | 202 | 204;
  /** Codes beyond those that every route can answer. */
  errors?: FailCode[];
  /** Its answer holds a secret that is shown once: no Idempotency-Key keeps it for replay. */
  secret?: true;
  /** Allowed requests a minute from one address; the default is generous. */
  perMinute?: number;
  /** Bytes of the body; 1 MiB unless said. */
  bodyLimit?: number;
};

/** Set by the handler: cookies to set, a redirect. */
export type Answer = { cookie?: { value: string; maxAgeSeconds: number } };
export type Input<P extends Schema, Q extends Schema, B extends Schema> = {
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  answer: Answer;
  /** The body exactly as it came, for signatures and files. */
  raw: Buffer;
  /** The request's headers, lower-case names; lists joined. */
  headers: Record<string, string | undefined>;
};

export type Route = Spec<Schema, Schema, Schema, Schema> & {
  // biome-ignore lint/suspicious/noExplicitAny: the list of all routes forgets each one's own types, which `route` has checked.
  handle: (ctx: Ctx, input: any) => Promise<unknown>;
};

/** A file as an answer. */
export type FileAnswer = { file: Uint8Array; filename: string; type: string; inline?: boolean };

/** A file of any length, written before the transaction ends and sent after it. */
export type SpooledAnswer = { spooled: Spooled; filename: string; type: string };

/** A file, or the function that makes it once the transaction has ended, so that no connection waits for a slow document. */
export type LateFile = FileAnswer | SpooledAnswer | (() => Promise<FileAnswer>);

/** One way in: schema, guard, one call. The door opens the transaction around `handle`. */
export function route<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  R extends Schema = undefined,
>(
  spec: Spec<P, Q, B, R>,
  handle: (
    ctx: Ctx,
    input: Input<P, Q, B>,
  ) => Promise<R extends z.ZodType ? z.input<R> : LateFile | undefined>,
): Route {
  return { ...spec, handle } as Route;
}
