import type { Migration } from 'kysely';
import * as ground from './0001-ground.ts';
import * as documentPlaces from './0002-document-places.ts';
import * as imports from './0003-imports.ts';
import * as corrections from './0004-corrections.ts';
import * as evidence from './0005-evidence.ts';
import * as planVersions from './0006-plan-versions.ts';
import * as handling from './0008-handling.ts';
import * as evidenceTakenBack from './0009-evidence-taken-back.ts';
import * as importedPages from './0010-imported-pages.ts';
import * as rules from './0011-rules.ts';
import * as dueInOrder from './0012-due-in-order.ts';
import * as grants from './0013-grants.ts';
import * as people from './0014-people.ts';
import * as figuresAnew from './0015-figures-anew.ts';
import * as audit from './0016-audit.ts';
import * as meetings from './0017-meetings.ts';
import * as paperTexts from './0018-paper-texts.ts';
import * as answersByAge from './0021-answers-by-age.ts';
import * as placesAnew from './0022-places-anew.ts';
import * as departmentTexts from './0023-department-texts.ts';

/** Every migration in order. One that has landed is never edited; a change of mind is a new one. */
export const migrations: Record<string, Migration> = {
  '0001-ground': ground,
  '0002-document-places': documentPlaces,
  '0003-imports': imports,
  '0004-corrections': corrections,
  '0005-evidence': evidence,
  '0006-plan-versions': planVersions,
  '0008-handling': handling,
  '0009-evidence-taken-back': evidenceTakenBack,
  '0010-imported-pages': importedPages,
  '0011-rules': rules,
  '0012-due-in-order': dueInOrder,
  '0013-grants': grants,
  '0014-people': people,
  '0015-figures-anew': figuresAnew,
  '0016-audit': audit,
  '0017-meetings': meetings,
  '0018-paper-texts': paperTexts,
  '0021-answers-by-age': answersByAge,
  '0022-places-anew': placesAnew,
  '0023-department-texts': departmentTexts,
};
