import type { Migration } from 'kysely';
import * as ground from './0001-ground.ts';
import * as planVersions from './0006-plan-versions.ts';

/** Every migration in order. One that has landed is never edited; a change of mind is a new one. */
export const migrations: Record<string, Migration> = {
  '0001-ground': ground,
  '0006-plan-versions': planVersions,
};
