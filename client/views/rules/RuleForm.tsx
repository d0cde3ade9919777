import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { indicatorGroups } from '#shared/profile-fields.ts';
import type { RulesOfScope, RuleVersionShown } from '#shared/rules-api.ts';
import { system } from '../../data/questions.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { asDay } from '../../ui/day-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { draftedRules, draftOf, inheriting, type RuleDraft, withScheme } from './draft.ts';
import { Effect } from './Effect.tsx';
import { RuleGroup } from './RuleGroup.tsx';
import { useTrial } from './useTrial.ts';

/** The rules of a scope to be changed: typed, tried on the past, and put in force with a reason. */
export function RuleForm({
  rules,
  mayChange,
  onPut,
  searched,
}: {
  rules: RulesOfScope;
  mayChange: boolean;
  onPut: (version: RuleVersionShown) => void;
  /** Only limits that these letters are in are shown; what is typed into the others is kept. */
  searched: string;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const cache = useQueryClient();
  const { data: around } = useSuspenseQuery(system());
  const reasonId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(rules.changes));
  const [reason, setReason] = useState('');
  const [effectiveOn, setEffectiveOn] = useState('');
  const [isTouched, setTouched] = useState(false);
  const drafted = useMemo(() => draftedRules(draft, rules), [draft, rules]);
  const trial = useTrial();
  const proposal = JSON.stringify(drafted.changes);
  const day = effectiveOn ? asDay(effectiveOn, around.year) : undefined;
  const put = useMutation({
    mutationFn: () =>
      write('RuleVersion', 'PUT', `rules/${encodeURIComponent(rules.scope)}`, {
        changes: drafted.changes,
        reason,
        revises: rules.version,
        ...(day && { effectiveOn: day }),
      }),
    onSuccess: async (version) => {
      onPut(version);
      trial.forget();
      await cache.invalidateQueries();
    },
  });
  const refused = refusals(put.error ?? trial.error);
  const wrongAt = (path: string) => drafted.wrong[path]?.[language] ?? refused[path];
  const change = (next: RuleDraft) => {
    setDraft(next);
    put.reset();
  };
  const isIndicator = rules.scope.startsWith('indicator:');
  const groups = rules.groups
    .map((group) => ({
      ...group,
      fields: group.fields.filter(
        ({ path, name }) =>
          (!isIndicator || indicatorGroups.some((one) => path.startsWith(`${one}.`))) &&
          `${group.name} ${name}`.toLowerCase().includes(searched.toLowerCase()),
      ),
    }))
    .filter(({ fields }) => fields.length > 0);
  const isWrong = drafted.changes === undefined;
  const hasTried = !isWrong && trial.tried === proposal;
  const tryOut = () => {
    if (drafted.changes) trial.run({ scope: rules.scope, changes: drafted.changes }, proposal);
  };
  return (
    <form
      ref={form}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWrong) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
        else if (!hasTried) tryOut();
        else if (reason.trim()) put.mutate();
        else {
          setTouched(true);
          document.getElementById(reasonId)?.querySelector<HTMLElement>('textarea, input')?.focus();
        }
      }}
    >
      {groups.length === 0 && <EmptyState>{t('rules.notFound', { searched })}</EmptyState>}
      <div className="rule-groups">
        {groups.map((group) => (
          <RuleGroup
            key={group.id}
            group={group}
            rules={rules}
            draft={draft}
            mayChange={mayChange}
            wrongAt={wrongAt}
            onType={(path, value) => change({ ...draft, [path]: value })}
            onInherit={(path) => change(inheriting(draft, path))}
            onScheme={(scheme) => change(withScheme(draft, scheme))}
          />
        ))}
      </div>
      {mayChange && (
        <section className="rule-foot" aria-label={t('rules.putInForce')}>
          {!drafted.isChanged && <p className="note">{t('rules.nothing')}</p>}
          {isWrong && (
            <p className="word red" role="alert">
              {t('rules.wrong', { count: Object.keys(drafted.wrong).length })}
            </p>
          )}
          {drafted.isChanged && !isWrong && (
            <>
              <Effect trial={trial} isCurrent={hasTried} />
              {hasTried && (
                <div className="pair" id={reasonId}>
                  <Field
                    label={t('rules.reason')}
                    value={reason}
                    maxLength={500}
                    error={isTouched && !reason.trim() ? t('rules.noReason') : refused.reason}
                    onChange={setReason}
                  />
                  <Field
                    label={t('rules.effectiveOn')}
                    value={effectiveOn}
                    error={refused.effectiveOn}
                    onChange={setEffectiveOn}
                    onBlur={() => setEffectiveOn(effectiveOn && asDay(effectiveOn, around.year))}
                  />
                </div>
              )}
            </>
          )}
          <WriteProblem error={put.error ?? trial.error} rows={false} />
          {drafted.isChanged && (
            <div className="foot">
              {trial.isRunning ? (
                <button type="button" className="button" onClick={trial.cancel}>
                  {t('rules.stop')}
                </button>
              ) : (
                <button type="submit" className="button primary" disabled={isWrong || put.isPending}>
                  {t(hasTried ? (put.isPending ? 'rules.putting' : 'rules.putInForce') : 'rules.try')}
                </button>
              )}
              <button type="button" className="button" onClick={() => change(draftOf(rules.changes))}>
                {t('rules.undo')}
              </button>
            </div>
          )}
        </section>
      )}
    </form>
  );
}

/** What the server refused, by the place of the limit or the name of the field. */
function refusals(error: Error | null): Record<string, string> {
  if (!(error instanceof RequestProblem)) return {};
  return Object.fromEntries(
    error.rows.map(({ pointer = '', message }) => [
      pointer.replace(/^\/(changes\/)?/, '').replaceAll('/', '.'),
      message,
    ]),
  );
}
