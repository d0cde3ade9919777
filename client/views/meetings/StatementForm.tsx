import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay } from '#shared/calendar.ts';
import { type Cause, causes } from '#shared/handling.ts';
import type { AgendaItem, Meeting } from '#shared/meeting.ts';
import { write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { asDay } from '../../ui/day-text.ts';
import { causeText } from '../../ui/event-text.ts';
import { Field } from '../../ui/Field.tsx';
import { OneOf } from '../../ui/OneOf.tsx';
import { TakeBack } from '../../ui/TakeBack.tsx';
import { useFirstError } from '../../ui/useFirstError.ts';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { useKeptDraft } from '../entry/drafts.ts';
import { sendKey } from '../entry/send-key.ts';
import { OwnersWords } from '../present/OwnersWords.tsx';
import { ownWords } from '../present/slide.ts';

interface Draft {
  cause: Cause | '';
  explanation: string;
  measure: string;
  promisedOn: string;
}

/** The owner's statement: why, what is done about it, until when. What is half typed is there again after a reload. */
export function StatementForm({ meeting, item }: { meeting: Meeting; item: AgendaItem }) {
  const { t } = useTranslation();
  const { statement, mayState } = item;
  const said = statement && (
    <p className="note">
      {t('statement.by', { by: statement.by, at: instantText(statement.at, spokenLanguage()) })}
    </p>
  );
  return (
    <section aria-labelledby="statement" className="statement">
      <h2 id="statement">{t('statement.title')}</h2>
      {said}
      {mayState ? (
        <TheForm key={statement?.at ?? 'new'} meeting={meeting} item={item} />
      ) : (
        <>
          {meeting.state === 'closed' && <p className="muted">{t('statement.readOnly')}</p>}
          <OwnersWords item={item} />
        </>
      )}
    </section>
  );
}

function TheForm({ meeting, item }: { meeting: Meeting; item: AgendaItem }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { name: username } = useRights();
  const before = startOf(item);
  const isUntouched = (draft: Draft) => JSON.stringify(draft) === JSON.stringify(before);
  const [draft, setDraft, kept] = useKeptDraft<Draft>(
    `draft.statement.${username}.${item.id}`,
    () => before,
    isUntouched,
  );
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const form = useRef<HTMLFormElement>(null);
  useFirstError(form, errors);
  const set = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const send = useMutation({
    mutationFn: (body: object) =>
      write('Meeting', 'PUT', `meetings/${meeting.id}/items/${item.id}/statement`, body),
    onSuccess: async () => {
      kept.discard();
      await cache.invalidateQueries({ queryKey: ['meetings'] });
    },
  });
  const submit = () => {
    const wrong = new Map<string, string>();
    const promisedOn = draft.promisedOn.trim() ? asDay(draft.promisedOn, meeting.year) : null;
    if (!draft.explanation.trim()) wrong.set('explanation', t('statement.required'));
    if (promisedOn !== null && !isDay(promisedOn)) wrong.set('promisedOn', t('statement.badDay'));
    setErrors(wrong);
    if (wrong.size > 0) return;
    const { cause, explanation, measure } = draft;
    send.mutate({
      cause: cause || null,
      explanation: explanation.trim(),
      measure: measure.trim() || null,
      promisedOn,
    });
  };
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onKeyDown={(event) => sendKey(event) && submit()}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="muted">{t('statement.lead')}</p>
      {kept.restored && (
        <p className="note">
          {t('statement.restored')}{' '}
          <button type="button" className="link" onClick={() => kept.throwAway()}>
            {t('statement.discard')}
          </button>
        </p>
      )}
      <TakeBack onTake={kept.takeBack} />
      <OneOf
        label={t('statement.cause')}
        items={causes.map((id) => ({ id, text: causeText(id, t) }))}
        chosen={draft.cause}
        onChange={(id) => set({ cause: causes.find((each) => each === id) ?? '' })}
      />
      <Field
        label={t('statement.explanation')}
        value={draft.explanation}
        onChange={(explanation) => set({ explanation })}
        error={errors.get('explanation')}
        rows={3}
        maxLength={2000}
      />
      <Field
        label={t('statement.measure')}
        value={draft.measure}
        onChange={(measure) => set({ measure })}
        rows={3}
        maxLength={2000}
      />
      <Field
        label={t('statement.promisedOn')}
        value={draft.promisedOn}
        onChange={(promisedOn) => set({ promisedOn })}
        onBlur={() => set({ promisedOn: asDay(draft.promisedOn, meeting.year) })}
        error={errors.get('promisedOn')}
      />
      <WriteProblem error={send.error} />
      <div className="actions">
        <button type="submit" className="button primary" disabled={send.isPending}>
          {t('statement.save')}
        </button>
        {item.statement && isUntouched(draft) && (
          <span className="word green" role="status">
            {t('statement.saved')}
          </span>
        )}
      </div>
    </form>
  );
}

/** What the form begins with: what was stated, else what was said when the alert was acknowledged. */
function startOf(item: AgendaItem): Draft {
  const words = ownWords(item);
  return {
    cause: causes.find((each) => each === words?.cause) ?? '',
    explanation: words?.explanation ?? '',
    measure: words?.measure ?? '',
    promisedOn: words?.promisedOn ?? '',
  };
}
