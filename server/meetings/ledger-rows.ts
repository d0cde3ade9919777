import type { PastMoment } from '#db/queries/alert-history.ts';
import { actionEvents, listActions } from '#db/queries/meeting-actions.ts';
import type { Db } from '#db/schema.ts';
import { meetingTitle } from '#shared/agenda.ts';
import type { Language } from '#shared/language.ts';
import type { RectificationLedger } from '#shared/reports.ts';
import { actionStateNames } from '../reports/words.ts';
import { stoodAt } from './minutes.ts';
import { type Reader, seesAction } from './reader.ts';

/** What meetings of a year decided, as rows of the 整改台账: as it stood at a past moment where one is given. */
export async function ledgerRows(
  db: Db,
  { year, past, project }: { year: number; past: PastMoment | undefined; project: string | undefined },
  reader: Reader,
  language: Language,
): Promise<RectificationLedger['items']> {
  const actions = (await listActions(db, { year })).filter(
    (one) => seesAction(reader, one) && (project === undefined || one.projectCode === project),
  );
  const stories = await actionEvents(
    db,
    actions.map(({ id }) => id),
    past?.knownAt,
  );
  return actions.flatMap((action) => {
    const story = (stories.get(action.id) ?? []).filter(({ day }) => past === undefined || day <= past.day);
    const [decided] = story;
    if (!decided) return [];
    const { state, result } = stoodAt(story);
    const closed = story.findLast(({ what }) => what === 'closed');
    return [
      {
        origin: 'meeting' as const,
        project: action.projectName ?? '',
        kind: meetingTitle({ ...action, title: action.meetingTitle }, language),
        period: action.node,
        severity: '',
        text: action.what,
        since: decided.day,
        owner: action.who,
        cause: null,
        measure: action.what,
        promisedOn: action.by,
        result,
        state: actionStateNames[state][language],
        resolvedOn: closed?.day ?? null,
      },
    ];
  });
}
