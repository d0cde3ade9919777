import { z } from 'zod';
import { Day } from './calendar.ts';
import { chargedAs, roles } from './rights.ts';

const name = z.string().trim().min(1).max(60);
export const Role = z.enum(roles);
/** Between the ends of a word no blanks, so that two user names never look alike. */
const username = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[\p{L}\p{N}._@-]+$/u);

/** A role, for all departments or the one whose code stands here; of a section head also the section. */
export const Grant = z.object({
  role: Role,
  department: z.string().max(60).nullable().default(null),
  section: z.string().trim().min(1).max(60).nullable().default(null),
});
/** A project that somebody is charged with, beside the name that its plan prints. */
export const Charge = z.object({ year: z.int(), code: z.string().max(100), part: z.enum(chargedAs) });

/** How somebody wants the screens to be; kept with the account, so that it holds on every device. */
export const Preferences = z.strictObject({
  language: z.enum(['zh', 'en']).optional(),
  theme: z.enum(['auto', 'light', 'dark']).optional(),
  sounds: z.boolean().optional(),
  /** The short tour of the overview was taken or declined: it is not offered again. */
  toured: z.boolean().optional(),
});
export type Preferences = z.infer<typeof Preferences>;

/** The person's own account. */
export const Me = z.object({
  username: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  preferences: Preferences,
  secondFactor: z.object({
    /** Since when; null where there is none. */
    since: z.string().nullable(),
    required: z.boolean(),
    recoveryCodesLeft: z.int(),
  }),
});
export type Me = z.infer<typeof Me>;

export const ChangeMe = z.strictObject({ preferences: Preferences });

/** A sign-in that is still in force. */
export const MySession = z.object({
  id: z.string(),
  /** What the browser or program called itself. */
  device: z.string(),
  address: z.string(),
  since: z.string(),
  lastUsed: z.string(),
  /** The one that asks. */
  current: z.boolean(),
});
export type MySession = z.infer<typeof MySession>;

/** Something that takes the password again, although one is signed in. */
export const WithPassword = z.strictObject({ password: z.string().min(1).max(500) });

/** A second factor that was begun: its secret for the authenticator, as text and as the address of a QR code. */
export const SecondFactorBegun = z.object({ secret: z.string(), uri: z.string() });
export const SecondFactorCode = z.strictObject({ code: z.string().min(6).max(30) });
/** Shown once; each stands in for a code of the authenticator, once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

/** An account as an admin sees it. */
export const User = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  grants: z.array(Grant),
  /** What it holds beside its grants until others do: it is the first account. */
  standsInFor: z.array(Role),
  charges: z.array(Charge.extend({ name: z.string() })),
  createdAt: z.string(),
  lastSeenAt: z.string().nullable(),
  disabledAt: z.string().nullable(),
  mustChangePassword: z.boolean(),
  /** Until when the password that was handed out can be used; null where the person has one of their own. */
  passwordUntil: z.string().nullable(),
  secondFactor: z.boolean(),
  secondFactorRequired: z.boolean(),
  /** The one who asks. */
  self: z.boolean(),
});
export type User = z.infer<typeof User>;

const grants = z.array(Grant.strict()).min(1).max(50);
const charges = z.array(Charge.strict()).max(1_000);

export const NewUser = z.strictObject({ username, name, grants, charges: charges.default([]) });
export type NewUser = z.infer<typeof NewUser>;

export const ChangeUser = z.strictObject({
  name: name.optional(),
  grants: grants.optional(),
  charges: charges.optional(),
  disabled: z.boolean().optional(),
});
export type ChangeUser = z.infer<typeof ChangeUser>;

/** An account with the password that was made for it, shown this once. */
export const UserWithPassword = z.object({ user: User, password: z.string() });

export const UserFilter = z.object({ q: z.string().max(60).optional() });

/** What an admin sets about signing in and about how much one caller may ask. */
export const AccessRules = z.strictObject({
  /** Whoever holds one of these must have a second factor. */
  secondFactorRoles: z.array(Role).max(roles.length),
  /** A session that nobody has used for so long is over. */
  idleMinutes: z.int().min(5).max(1440),
  /** A session is over so long after signing in, used or not. */
  sessionHours: z.int().min(1).max(72),
  tokenWritesPerMinute: z.int().min(60).max(10_000_000),
  socketsPerAddress: z.int().min(10).max(100_000),
});
export type AccessRules = z.infer<typeof AccessRules>;

/** What holds until an admin says otherwise: a thousand dashboards and a busy feed behind one address live. */
export const defaultAccessRules: AccessRules = {
  secondFactorRoles: [],
  idleMinutes: 120,
  sessionHours: 12,
  tokenWritesPerMinute: 600_000,
  socketsPerAddress: 5_000,
};

export const scopes = ['read', 'ingest', 'manage'] as const;

/** A token of a machine, without its secret. */
export const Token = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  department: z.object({ code: z.string(), name: z.string() }).nullable(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  /** A minute late at most. */
  lastUsedAt: z.string().nullable(),
  state: z.enum(['in_force', 'expired', 'revoked']),
});
export type Token = z.infer<typeof Token>;

export const NewToken = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  /** The code of the one department it is for. */
  department: z.string().min(1).max(60).optional(),
  /** The last day on which it works. */
  expiresOn: Day.optional(),
});
export type NewToken = z.infer<typeof NewToken>;

/** A new link for a screen on the wall. */
export const NewWallLink = NewToken.omit({ scopes: true });
export type NewWallLink = z.infer<typeof NewWallLink>;

/** The links of screens that the caller may make and revoke, and for what they may make more. */
export const WallLinks = z.object({
  items: z.array(Token),
  departments: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Whether one may be for all departments together. */
  wholeHouse: z.boolean(),
});
export type WallLinks = z.infer<typeof WallLinks>;

/** The secret of a link, as its address carries it. */
export const OpenWall = z.strictObject({ secret: z.string().min(1).max(200) });

/** A token with its secret, shown this once. */
export const TokenWithSecret = z.object({ token: Token, secret: z.string() });
