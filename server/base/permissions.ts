/** Who may do what, in one table. docs/permissions.md is generated from it. The wall decides *whose* rows; this decides *which verbs*. */
export const ROLES = {
  vendor: ['administrator', 'channel_manager', 'channel_supervisor', 'management', 'finance', 'care'],
  reseller: ['owner', 'sales', 'billing', 'support'],
  customer: ['administrator', 'member'],
} as const;

export type OrganizationKind = keyof typeof ROLES;
export type RoleName = {
  [Kind in OrganizationKind]: `${Kind}.${(typeof ROLES)[Kind][number]}`;
}[OrganizationKind];

const ALL_VENDOR = ROLES.vendor.map((role) => `vendor.${role}` as const);
const ALL_RESELLER = ROLES.reseller.map((role) => `reseller.${role}` as const);
const EVERYONE: RoleName[] = [...ALL_VENDOR, ...ALL_RESELLER, 'customer.administrator', 'customer.member'];

const CHANNEL: RoleName[] = ['vendor.administrator', 'vendor.channel_manager'];
const PROGRAM: RoleName[] = [
  ...CHANNEL,
  'vendor.channel_supervisor',
  'vendor.management',
  'vendor.finance',
  'vendor.care',
];
const MONEY: RoleName[] = ['vendor.administrator', 'vendor.finance'];
const SELLERS: RoleName[] = ['reseller.owner', 'reseller.sales'];
const RETAILERS: RoleName[] = [...SELLERS, 'reseller.billing'];
const KEEPERS: RoleName[] = ['vendor.administrator', 'reseller.owner', 'customer.administrator'];

export const PERMISSIONS = {
  'organization.read': EVERYONE,
  'organization.edit': KEEPERS,
  'person.list': KEEPERS,
  'person.invite': KEEPERS,
  'person.remove': KEEPERS,
  'access_key.manage': KEEPERS,
  'audit.read': KEEPERS,
  'mail.read': ['vendor.administrator', 'reseller.owner'],
  'application.read': PROGRAM,
  'application.decide': CHANNEL,
  'application.answer': ['reseller.owner'],
  'agreement.accept': ['reseller.owner'],
  'agreement.read': [...PROGRAM, ...ALL_RESELLER],
  'reseller.read': PROGRAM,
  'reseller.assign': CHANNEL,
  'reseller.invite': [...CHANNEL, 'reseller.owner'],
  'catalogue.read': [...ALL_VENDOR, ...ALL_RESELLER],
  'catalogue.edit': CHANNEL,
  'bundle_plan.read': PROGRAM,
  'bundle_plan.edit': CHANNEL,
  'store.read': ALL_RESELLER,
  'customer.read': [...PROGRAM, ...ALL_RESELLER],
  'customer.add': SELLERS,
  'customer.edit': SELLERS,
  'customer.invite': [...SELLERS, 'reseller.support'],
  'order.read': [...PROGRAM, ...ALL_RESELLER],
  'order.place': SELLERS,
  'order.release': ['vendor.administrator', 'vendor.channel_supervisor', 'vendor.management', ...SELLERS],
  'operation.complete': ['vendor.administrator', 'vendor.channel_manager', 'vendor.care'],
  'subscription.read': EVERYONE,
  'subscription.change': SELLERS,
  'deal.read': [...PROGRAM, 'reseller.owner', 'reseller.sales'],
  'deal.register': SELLERS,
  'deal.decide': [...CHANNEL, 'vendor.channel_supervisor', 'vendor.management'],
  'deal.set_rules': ['vendor.administrator', 'vendor.management'],
  'subscription.correct': [...MONEY, 'vendor.channel_manager'],
  'run.read': [...MONEY, 'vendor.management'],
  'run.start': MONEY,
  'run.issue': MONEY,
  'replay.read': [
    ...MONEY,
    'vendor.management',
    'vendor.channel_manager',
    'reseller.owner',
    'reseller.billing',
  ],
  'replay.run': [
    ...MONEY,
    'vendor.management',
    'vendor.channel_manager',
    'reseller.owner',
    'reseller.billing',
  ],
  'invoice.read': [
    ...MONEY,
    'vendor.management',
    'vendor.channel_manager',
    'reseller.owner',
    'reseller.billing',
    'customer.administrator',
  ],
  'invoice.issue': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'invoice.pay': ['reseller.owner', 'reseller.billing', 'customer.administrator'],
  'purchase_order.set': [...MONEY, 'reseller.owner', 'reseller.billing', 'customer.administrator'],
  'payment.read': [
    ...MONEY,
    'vendor.management',
    'reseller.owner',
    'reseller.billing',
    'customer.administrator',
  ],
  'payment.record': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'payment.reverse': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'payment.refund': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'note.issue': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'fee.read': [...MONEY, 'vendor.management', 'vendor.channel_manager', 'reseller.owner', 'reseller.billing'],
  'fee.manage': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'usage.read': [
    ...MONEY,
    'vendor.management',
    'vendor.channel_manager',
    'reseller.owner',
    'reseller.billing',
    'reseller.support',
  ],
  'usage.report': [...MONEY, 'vendor.care'],
  'tax.read': [...MONEY, 'vendor.management', 'reseller.owner', 'reseller.billing'],
  'tax.manage': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'exchange_rate.read': [...MONEY, 'vendor.management', 'reseller.owner', 'reseller.billing'],
  'exchange_rate.record': MONEY,
  'clock.move': ['vendor.administrator'],
  'bank_file.import': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'ledger.read': [...MONEY, 'vendor.management', 'reseller.owner', 'reseller.billing'],
  'support.read': ['customer.administrator', 'customer.member'],
  'cost_price.read': [...MONEY, 'vendor.management', 'vendor.channel_supervisor', 'vendor.channel_manager'],
  'cost_price.edit': [...MONEY, 'vendor.management'],
  'special_price.read': [...PROGRAM, 'reseller.owner', 'reseller.sales'],
  'special_price.request': SELLERS,
  'special_price.decide': [
    'vendor.administrator',
    'vendor.channel_manager',
    'vendor.channel_supervisor',
    'vendor.management',
    'vendor.finance',
  ],
  'approval_structure.read': PROGRAM,
  'approval_structure.edit': ['vendor.administrator', 'vendor.management'],
  'price_book.read': RETAILERS,
  'price_book.edit': ['reseller.owner'],
  'service.read': RETAILERS,
  'service.edit': SELLERS,
  'quote.read': RETAILERS,
  'quote.edit': SELLERS,
  'quote.receive': ['customer.administrator'],
  'card.keep': ['reseller.owner', 'reseller.billing', 'customer.administrator'],
  'reminder.read': [
    ...MONEY,
    'vendor.management',
    'vendor.channel_manager',
    'reseller.owner',
    'reseller.billing',
  ],
  'reminder.send': [...MONEY, 'vendor.channel_manager', 'reseller.owner', 'reseller.billing'],
  'reminder.manage': [...MONEY, 'reseller.owner', 'reseller.billing'],
  'account.hold': [...MONEY, 'reseller.owner', 'reseller.billing'],
} as const satisfies Record<string, readonly RoleName[]>;

export type Action = keyof typeof PERMISSIONS;

/** What a business may do before it is approved: see and answer its application, and keep its own particulars. */
const WHILE_APPLYING: readonly Action[] = [
  'organization.read',
  'organization.edit',
  'application.answer',
  'agreement.accept',
  'agreement.read',
];

type Holder = {
  organizationKind: OrganizationKind | null;
  organizationState?: string | null;
  roles: readonly string[];
};

/** Whether the holder's roles allow the action: true, or the sentence that says who may. */
export function allows(holder: Holder, action: Action): true | string {
  if (holder.organizationState === 'applying' && !WHILE_APPLYING.includes(action)) {
    return 'This opens once your application has been approved.';
  }
  const allowed: readonly RoleName[] = PERMISSIONS[action];
  if (holder.roles.some((role) => allowed.includes(`${holder.organizationKind}.${role}` as RoleName)))
    return true;
  const mine = allowed.filter((role) => role.startsWith(`${holder.organizationKind}.`));
  const names = mine.map((role) => role.split('.')[1]?.replace('_', ' '));
  return names.length
    ? `Only these roles may do this: ${names.join(', ')}.`
    : 'Your organization cannot do this.';
}
