import { type Fen, parseYuan, toYuan } from './money.ts';
import type { RuleChanges, RuleProfile } from './profile.ts';
import type { Rules, ShownProfile, ShownRuleChanges, ShownRules } from './rules.ts';

/** The rules as the API shows them: the same with amounts in 元. */
export function showRules(rules: Rules): ShownRules {
  const { spending, ahead, pace, lump, closing, forecast, rush, results } = rules;
  const { graded, reporting, deadline, joint, score } = rules;
  return {
    ...{ pace, lump, closing, forecast, rush, results, graded, reporting, deadline, joint, score },
    spending: { ...spending, least: toYuan(spending.least) },
    ahead: { ...ahead, least: toYuan(ahead.least) },
  };
}

/** What a scope changes, as the API shows it. */
export function showChanges({ spending, ahead, ...changes }: RuleChanges): ShownRuleChanges {
  return {
    ...changes,
    ...(spending && { spending: withYuan(spending) }),
    ...(ahead && { ahead: withYuan(ahead) }),
  };
}

/** A project's profile as the API shows it. */
export function showProfile(profile: RuleProfile): ShownProfile {
  const { version, indicators } = profile;
  return { ...showRules(profile), version, ...(indicators && { indicators: { ...indicators } }) };
}

/** The profile that was sent, as judging takes it. Trusted as our own server's, and without zod. */
export function readProfile({ spending, ahead, ...profile }: ShownProfile): RuleProfile {
  const fen = (yuan: string) => parseYuan(yuan) ?? 0;
  return {
    ...profile,
    spending: { ...spending, least: fen(spending.least) },
    ahead: { ...ahead, least: fen(ahead.least) },
  };
}

function withYuan<Group extends { least?: Fen }>({ least, ...group }: Group) {
  return { ...group, ...(least !== undefined && { least: toYuan(least) }) };
}

/** Rules that were sent, with amounts in 分 as judging takes them. */
export function readRules(shown: ShownRules): Rules {
  const { version: _, ...rules } = readProfile({ ...shown, version: 0 });
  return rules;
}
