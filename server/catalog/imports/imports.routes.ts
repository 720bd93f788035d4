import { z } from 'zod';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CivilDateText, CurrencyCode, IdParams, Instant } from '../../base/schemas.ts';
import { UnitPrice } from '../products.routes.ts';
import { exportCatalogue } from './exports.ts';
import { CHANGES, FORMATS, IMPORT_STATES, type Import, MISSING, SUBJECTS } from './imports.rules.ts';
import {
  dropImport,
  getImport,
  importFile,
  listChanges,
  listImports,
  proofOf,
  publishImport,
  reviewImport,
  uploadImport,
} from './imports.ts';

const CountsReply = z.object({ added: z.int(), changed: z.int(), withdrawn: z.int() });

const SummaryReply = z.object({
  families: CountsReply,
  products: CountsReply,
  offers: CountsReply,
  prices: z.object({ new: z.int(), up: z.int(), down: z.int() }),
  effects: z
    .array(z.object({ currency: CurrencyCode, subscriptions: z.int(), monthly: z.int() }))
    .describe(
      'By currency: live subscriptions whose list price moves, and what their month costs more, in minor units',
    ),
  withdrawn_subscriptions: z.int(),
});

const ImportReply = z
  .object({
    id: z.uuid(),
    file_name: z.string(),
    format: z.enum(FORMATS),
    sha256: z.string(),
    valid_from: CivilDateText,
    missing: z.enum(MISSING),
    state: z.enum(IMPORT_STATES),
    row_count: z.int(),
    faults: z
      .array(
        z.object({ line: z.int(), column: z.string(), cell: z.string().nullable(), sentence: z.string() }),
      )
      .describe('Everything that is wrong with the file, by its place; the first 2,000'),
    fault_count: z.int(),
    summary: SummaryReply,
    uploaded_at: Instant,
    published_at: Instant.nullable(),
    proof: z.string().describe('Send it back to publish what this difference says and nothing else'),
  })
  .meta({ id: 'CatalogueImport' });

const Bands = z.array(z.object({ above: z.int(), unit_price: UnitPrice }));

const ChangeReply = z
  .object({
    seq: z.int(),
    subject: z.enum(SUBJECTS),
    change: z.enum(CHANGES),
    code: z.string(),
    name: Bilingual,
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    moves: z.array(
      z.object({
        currency: CurrencyCode,
        from: UnitPrice.nullable(),
        to: UnitPrice,
        bands: Bands,
        subscriptions: z.int(),
        monthly: z.int().describe('What a month of them costs more at list, in minor units'),
      }),
    ),
  })
  .meta({ id: 'CatalogueChange' });

const WishQuery = z.object({
  valid_from: CivilDateText.optional().describe('From which day on it holds; tomorrow unless said'),
  missing: z.enum(MISSING).optional().describe('withdraw: the file is the whole of its families'),
});

const ImportList = pageOf(ImportReply.omit({ faults: true }));

const importReply = (one: Import) => ({ ...one, proof: proofOf(one) });

export const importRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/catalog/imports',
      summary:
        'Takes in a file of the catalogue (CSV, XLSX, or a registrar’s JSON) sent as the body, and answers what it would change. Nothing is published yet; a file with faults is refused whole.',
      access: 'catalogue.edit',
      query: WishQuery.extend({ name: z.string().trim().min(1).max(200) }),
      reply: ImportReply,
      status: 201,
      bodyLimit: 64 * 1024 * 1024,
    },
    async (ctx, { query: { name, ...wish }, raw }) => importReply(await uploadImport(ctx, name, raw, wish)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/imports',
      summary: 'Files of the catalogue that were handed in.',
      access: 'catalogue.edit',
      query: ListQuery,
      reply: ImportList,
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listImports(ctx, query);
      return { items: items.map(importReply), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/imports/:id',
      summary: 'One import: what is wrong with its file, or what it comes to.',
      access: 'catalogue.edit',
      params: IdParams,
      reply: ImportReply,
    },
    async (ctx, { params }) => importReply(await getImport(ctx, params.id)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/imports/:id/changes',
      summary: 'What an import adds, changes and withdraws.',
      access: 'catalogue.edit',
      params: IdParams,
      query: ListQuery.extend({
        subject: z.enum(SUBJECTS).optional(),
        change: z.enum(CHANGES).optional(),
        moves: z.stringbool().optional().describe('Only what moves a price'),
      }),
      reply: pageOf(ChangeReply),
    },
    (ctx, { params, query: { subject, change, moves, ...list } }) =>
      listChanges(ctx, params.id, list, { subject, change, moves }),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/imports/:id/file',
      summary: 'The file as it was handed in.',
      access: 'catalogue.edit',
      params: IdParams,
    },
    (ctx, { params }) => importFile(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/imports/:id/review',
      summary: 'Looks at the same file anew: for another day, or against the catalogue as it is now.',
      access: 'catalogue.edit',
      params: IdParams,
      body: WishQuery,
      reply: ImportReply,
    },
    async (ctx, { params, body }) => importReply(await reviewImport(ctx, params.id, body)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/imports/:id/publish',
      summary: 'Publishes exactly what was previewed, from its day on.',
      access: 'catalogue.edit',
      params: IdParams,
      body: z.object({ proof: z.string().max(64) }),
      reply: ImportReply,
      errors: ['catalogue_moved', 'illegal_move'],
    },
    async (ctx, { params, body }) => importReply(await publishImport(ctx, params.id, body.proof)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/imports/:id/drop',
      summary: 'Puts an import aside; nothing of it is taken.',
      access: 'catalogue.edit',
      params: IdParams,
      reply: ImportReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => importReply(await dropImport(ctx, params.id)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/export',
      summary: 'The catalogue as a file that an import reads.',
      access: 'catalogue.edit',
      query: z.object({
        format: z.enum(['csv', 'xlsx']).default('xlsx'),
        on: CivilDateText.optional(),
        family_id: z.string().max(100).optional(),
      }),
    },
    (ctx, { query }) => exportCatalogue(ctx, query),
  ),
];
