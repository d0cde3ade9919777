import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay } from '#shared/calendar.ts';
import type { Meeting } from '#shared/meeting.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { useMeetingChange } from './useMeetingChange.ts';

const names = ['title', 'heldOn', 'place', 'chair', 'recorder', 'attendees'] as const;
const labels = { title: 'name', heldOn: 'heldOn' } as const;
const lengths = { title: 200, heldOn: 20, place: 200, chair: 100, recorder: 100, attendees: 2000 } as const;

/** When and where it is held, by whom and who is there: as the minutes print it. */
export function MeetingDetails({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const mayChange = meeting.may.hold && meeting.state === 'open';
  const label = (name: (typeof names)[number]) =>
    t(`meeting.${name === 'title' || name === 'heldOn' ? labels[name] : name}`);
  return (
    <section aria-labelledby="details" className="meeting-details">
      <div className="head-line">
        <h2 id="details">{t('meeting.details')}</h2>
        {mayChange && !isEditing && (
          <button type="button" className="button small" onClick={() => setEditing(true)}>
            {t('meeting.edit')}
          </button>
        )}
      </div>
      {isEditing ? (
        <DetailsForm meeting={meeting} label={label} onClose={() => setEditing(false)} />
      ) : (
        <dl className="pairs">
          {names.slice(1).map((name) => (
            <Detail key={name} term={label(name)} value={shown(meeting, name)} empty={t('meeting.empty')} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Detail({ term, value, empty }: { term: string; value: string; empty: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{value || <span className="muted">{empty}</span>}</dd>
    </>
  );
}

function DetailsForm({
  meeting,
  label,
  onClose,
}: {
  meeting: Meeting;
  label: (name: (typeof names)[number]) => string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const change = useMeetingChange(meeting.id, onClose);
  const [draft, setDraft] = useState(() => ({ ...pick(meeting), heldOn: meeting.heldOn ?? '' }));
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const save = () => {
    const heldOn = draft.heldOn.trim() ? asDay(draft.heldOn, meeting.year) : null;
    const wrong = new Map<string, string>();
    if (!draft.title.trim()) wrong.set('title', t('statement.required'));
    if (heldOn !== null && !isDay(heldOn)) wrong.set('heldOn', t('statement.badDay'));
    setErrors(wrong);
    if (wrong.size === 0) change.mutate({ ...draft, heldOn });
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {names.map((name) => (
        <Field
          key={name}
          label={label(name)}
          value={draft[name]}
          onChange={(value) => setDraft((before) => ({ ...before, [name]: value }))}
          error={errors.get(name)}
          maxLength={lengths[name]}
          autoFocus={name === 'heldOn'}
          {...(name === 'attendees' && { rows: 3, hint: t('meeting.attendeesHint') })}
        />
      ))}
      <WriteProblem error={change.error} />
      <div className="actions end">
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="submit" className="button primary" disabled={change.isPending}>
          {t('meeting.save')}
        </button>
      </div>
    </form>
  );
}

function pick({ title, place, chair, recorder, attendees }: Meeting) {
  return { title, place, chair, recorder, attendees };
}

function shown(meeting: Meeting, name: (typeof names)[number]): string {
  if (name !== 'heldOn') return meeting[name];
  return meeting.heldOn ? fullDayText(meeting.heldOn, spokenLanguage()) : '';
}
