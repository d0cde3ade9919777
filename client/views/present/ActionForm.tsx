import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, isDay, yearOf } from '#shared/calendar.ts';
import type { ActionInput, AgendaItem, Meeting } from '#shared/meeting.ts';
import { useRights } from '../../data/rights.ts';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { useFirstError } from '../../ui/useFirstError.ts';
import { useKeptDraft } from '../entry/drafts.ts';
import { sendKey } from '../entry/send-key.ts';
import { useOutbox } from '../meetings/useOutbox.ts';

const usualDays = 30;
const isEmpty = ({ what }: ActionInput) => what.trim() === '';

/** Who does what by when: the owner and a day stand there already, and a half-typed one is kept over a reload. */
export function ActionForm({
  meeting,
  item,
  editing,
  takesFocus,
  onDone,
}: {
  meeting: Meeting;
  item: AgendaItem;
  /** The action that is changed; absent for a new one. */
  editing: string | undefined;
  takesFocus: boolean;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { box } = useOutbox();
  const { name: username } = useRights();
  const found = item.actions.find(({ id }) => id === editing);
  const empty = (): ActionInput => ({ what: '', who: whoIsIt(item), by: dayFor(meeting, item) });
  const [draft, setDraft, { discard }] = useKeptDraft<ActionInput>(
    `draft.action.${username}.${editing ?? item.id}`,
    () => (found ? { what: found.what, who: found.who, by: found.by } : empty()),
    isEmpty,
  );
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const form = useRef<HTMLFormElement>(null);
  useFirstError(form, errors);

  const send = () => {
    const wrong = new Map<string, string>();
    const by = asDay(draft.by, yearOf(meeting.today));
    if (!draft.what.trim()) wrong.set('what', t('statement.required'));
    if (!draft.who.trim()) wrong.set('who', t('statement.required'));
    if (!isDay(by)) wrong.set('by', t('statement.badDay'));
    setErrors(wrong);
    if (wrong.size > 0) return;
    const body = { what: draft.what.trim(), who: draft.who.trim(), by };
    if (editing) box.add(meeting.id, { what: 'action-change', item: item.id, action: editing, body });
    else box.add(meeting.id, { what: 'action', item: item.id, body });
    discard();
    onDone();
    // The next one can be typed at once.
    form.current?.querySelector('input')?.focus();
  };
  return (
    <form
      ref={form}
      className="action-form"
      noValidate
      onKeyDown={(event) => sendKey(event) && send()}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label={t('present.what')}
        value={draft.what}
        onChange={(what) => setDraft((before) => ({ ...before, what }))}
        error={errors.get('what')}
        maxLength={1000}
        autoFocus={takesFocus}
      />
      <Field
        label={t('present.who')}
        value={draft.who}
        onChange={(who) => setDraft((before) => ({ ...before, who }))}
        error={errors.get('who')}
        maxLength={100}
      />
      <Field
        label={t('present.by')}
        value={draft.by}
        onChange={(by) => setDraft((before) => ({ ...before, by }))}
        onBlur={() => setDraft((before) => ({ ...before, by: asDay(before.by, yearOf(meeting.today)) }))}
        error={errors.get('by')}
      />
      <div className="actions end">
        {editing && (
          <button
            type="button"
            className="button"
            onClick={() => {
              discard();
              onDone();
            }}
          >
            {t('present.cancel')}
          </button>
        )}
        <button type="submit" className="button primary">
          {t(editing ? 'present.change' : 'present.add')}
        </button>
      </div>
    </form>
  );
}

function whoIsIt({ project, action, missing }: AgendaItem): string {
  return project?.project.owner ?? action?.who ?? missing[0]?.owner ?? '';
}

/** The next node of the project, else a month on from the day the meeting was judged on. */
function dayFor({ today, heldOn }: Meeting, { project }: AgendaItem): string {
  const from = heldOn && heldOn > today ? heldOn : today;
  return project?.nodes.find(({ day }) => day > from)?.day ?? addDays(from, usualDays);
}
