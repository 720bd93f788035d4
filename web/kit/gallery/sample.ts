/**
 * Stands in for the server in the gallery alone, so that the parts can be seen without one: a session, and a list that
 * searches, filters, sorts and pages. Must be imported before the API client, which keeps the `fetch` it finds.
 */
export type Sample = {
  id: string;
  name: string;
  country: string;
  state: 'active' | 'suspended' | 'closed';
  plan: string;
  seats: number;
  balance: { amount: number; currency: string };
  created_at: string;
};

const names =
  'Najd IT|Al-Noor Clinics|Red Sea Systems|شركة البادية للتقنية|Oasis Cloud|Hadhramaut Traders|Tihama Networks|مؤسسة السراة|Rub Al Khali Logistics|Dhofar Digital|Asir Hosting|Palm & Partners|Nubia Software|القافلة للحلول|Marib Consulting|Siwa Services|Atlas Integrators|Zagora Telecom|Tuareg Data|Wadi Rum Web|Petra Platforms|Levant Link|Sinai Support|Gulf Breeze IT'.split(
    '|',
  );
const countries = ['SA', 'SA', 'EG', 'SA', 'AE', 'YE', 'YE', 'SA', 'OM', 'OM', 'SA', 'MA'];
const states = ['active', 'active', 'active', 'suspended', 'active', 'closed'] as const;
const currencies = ['SAR', 'SAR', 'USD', 'SAR', 'AED', 'KWD'];

const rows: Sample[] = names.map((name, index) => ({
  id: `r${index}`,
  name,
  country: countries[index % countries.length] ?? 'SA',
  state: states[index % states.length] ?? 'active',
  plan: ['Bronze', 'Silver', 'Gold'][index % 3] ?? 'Bronze',
  seats: (index * 37) % 411,
  balance: {
    amount: ((index * 918_273) % 9_000_000) - 400_000,
    currency: currencies[index % currencies.length] ?? 'SAR',
  },
  created_at: `2025-${String((index % 12) + 1).padStart(2, '0')}-14T09:30:00Z`,
}));

const session = {
  person: { id: 'p1', name: 'Huda Al-Qahtani', email: 'huda@example.com', language: 'en' },
  organization: { id: 'o1', name: 'Sahara Net', kind: 'vendor' },
  roles: ['channel_manager'],
  organizations: [
    { id: 'o1', name: 'Sahara Net', kind: 'vendor', roles: ['channel_manager'] },
    { id: 'o2', name: 'Najd IT', kind: 'reseller', roles: ['owner'] },
  ],
  can: {},
  live_cursor: '0.0',
  demo: true,
};

function list(query: URLSearchParams): object {
  const text = (query.get('q') ?? '').toLowerCase();
  const state = query.get('state');
  const found = rows.filter(
    (row) => row.name.toLowerCase().includes(text) && (!state || row.state === state),
  );
  const sort = query.get('sort') ?? 'name';
  const key = sort.replace('-', '') as keyof Sample;
  found.sort((one, other) => (one[key] < other[key] ? -1 : 1) * (sort.startsWith('-') ? -1 : 1));
  const start = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  const next = start + limit;
  return { items: found.slice(start, next), next_cursor: next < found.length ? String(next) : null };
}

function problem(status: number, body: object): Response {
  return new Response(JSON.stringify({ status, ...body }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

function answer(request: Request): Response {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/v1/session') return Response.json(session);
  if (pathname === '/v1/sample') return Response.json(list(searchParams));
  if (pathname === '/v1/sample/empty') return Response.json({ items: [], next_cursor: null });
  if (pathname === '/v1/sample/new') {
    const errors = [
      { pointer: '#/tax_number', detail: 'This tax number is already with another applicant.' },
    ];
    return problem(422, { code: 'invalid_field', detail: errors[0]?.detail, errors });
  }
  if (pathname === '/v1/events') return new Response(null, { status: 204 });
  return problem(404, { code: 'not_found', detail: 'Nothing is here.' });
}

const network = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!new URL(request.url).pathname.startsWith('/v1/')) return network(input, init);
  return answer(request);
};
