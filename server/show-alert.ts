import type { AlertRow } from '#db/queries/alert-rows.ts';
import type { Alert } from '#shared/alert.ts';
import { type Day, earlier } from '#shared/calendar.ts';
import { levels } from '#shared/escalation.ts';
import { explain } from '#shared/explain.ts';
import type { Handled } from '#shared/handling.ts';
import type { Language } from '#shared/language.ts';

/**
 * An alert as the API and the socket show it, said in one language. `asOf` is the day up to which its
 * arithmetic is read; a resolved one is read up to the day it was resolved.
 */
export function showAlert(row: AlertRow, language: Language, asOf: Day): Alert {
  const {
    facts,
    openedSeq: _,
    department: __,
    owner,
    resolvedAt,
    resolvedOn,
    resolvedBecause,
    mutedBy,
    predecessor,
    handled,
    ...alert
  } = row;
  const readOn = resolvedOn ? earlier(resolvedOn, asOf) : asOf;
  return {
    ...alert,
    owner: handled.owner ?? owner ?? (language === 'zh' ? '财务' : 'Finance'),
    ...(resolvedAt && { resolvedAt }),
    ...(resolvedOn && { resolvedOn }),
    ...(resolvedBecause && { resolvedBecause }),
    ...(mutedBy && { mutedBy }),
    ...(predecessor && { predecessor }),
    ...showHandled(handled),
    ...(facts.inRow && { consecutive: facts.inRow }),
    ...(facts.profile !== undefined && { ruleVersion: facts.profile }),
    ...(facts.endedBy && { endedByRules: facts.endedBy }),
    explanation: explain(facts, language, readOn, alert.condition, alert.year),
  };
}

/** What is known of the handling; what nobody said is left out. */
function showHandled(handled: Handled) {
  const { cause, measure, promisedOn, promise, result, acceptedUntil, acceptedBy, flappingSince } = handled;
  const level = levels[handled.level - 1];
  return {
    ...(cause && { cause }),
    ...(measure && { measure }),
    ...(promisedOn && { promisedOn }),
    ...(promise && { promise }),
    ...(result && { result }),
    ...(acceptedUntil && { acceptedUntil }),
    ...(acceptedBy && { acceptedBy }),
    ...(level && { level }),
    ...(flappingSince && { flappingSince }),
  };
}
