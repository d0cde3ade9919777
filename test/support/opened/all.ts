import { accounts } from './accounts.ts';
import { alerts } from './alerts.ts';
import { imports } from './imports.ts';
import { ledgers } from './ledgers.ts';
import { meetings } from './meetings.ts';
import type { Opened } from './opened.ts';
import { project } from './project.ts';
import { rules } from './rules.ts';
import { fibre } from './sample-codes.ts';
import { shell } from './shell.ts';
import { troubles } from './troubles.ts';

/** Everything on the sample's screens in July that opens, or fails. */
export const opened: readonly Opened[] = [
  ...[...shell, ...alerts, ...project, ...ledgers],
  ...[...imports, ...meetings, ...rules, ...accounts, ...troubles],
];

/** Screens before anything has happened: their next step has to be said. */
export const bare = [
  ...['/', '/alerts', '/rectification', '/expenditures', '/indicators', '/entry', '/entry/measurements'],
  ...['/meetings', '/papers', '/runs', '/imports', '/closing', '/audit', '/people', '/tokens'],
  ...[`/projects/${fibre}`, `/papers/${fibre}/monitoring`, '/rules', '/me'],
];
