import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem, Decision, Meeting } from '#shared/meeting.ts';
import { Field } from '../../ui/Field.tsx';
import { OneOf } from '../../ui/OneOf.tsx';
import { sendKey } from '../entry/send-key.ts';
import { useOutbox } from '../meetings/useOutbox.ts';
import { decisions } from '../meetings/words.ts';
import { ActionForm } from './ActionForm.tsx';
import { DecidedActions } from './DecidedActions.tsx';

/** What is decided of an item, in words where it needs them, and who does what by when. */
export function DecisionPanel({
  meeting,
  item,
  choosesOther,
}: {
  meeting: Meeting;
  item: AgendaItem;
  /** `other` was chosen by its key: it is kept once it has words. */
  choosesOther: boolean;
}) {
  const { t } = useTranslation();
  const { box } = useOutbox();
  const [chosen, setChosen] = useState<Decision | undefined>(
    choosesOther ? 'other' : item.decision?.decision,
  );
  const [text, setText] = useState(item.decision?.text ?? '');
  const [error, setError] = useState<string>();
  const [editing, setEditing] = useState<string>();
  // The key may be pressed while this is open.
  const decision = choosesOther ? 'other' : chosen === 'other' ? chosen : (item.decision?.decision ?? chosen);

  const keep = (next: Decision | undefined) => {
    const words = text.trim() || null;
    if (!next || (next === item.decision?.decision && words === item.decision.text)) return;
    if (next === 'other' && !words) return setError(t('present.otherText'));
    setError(undefined);
    box.add(meeting.id, { what: 'decision', item: item.id, body: { decision: next, text: words } });
  };
  if (!meeting.may.hold) {
    return (
      <div className="stack">
        <p className="muted">{t('present.readOnly')}</p>
        {item.decision && (
          <p>
            {t(`decision.${item.decision.decision}`)}
            {item.decision.text && `${t('colon')}${item.decision.text}`}
          </p>
        )}
        <DecidedActions actions={item.actions} />
      </div>
    );
  }
  return (
    <div className="stack">
      <OneOf
        label={t('present.decision')}
        items={decisions.map((id, at) => ({ id, text: `${at + 1} ${t(`decision.${id}`)}` }))}
        chosen={decision ?? ''}
        onChange={(id) => {
          const next = decisions.find((each) => each === id);
          setChosen(next);
          if (next !== 'other' || text.trim()) keep(next);
        }}
      />
      <form
        onKeyDown={(event) => sendKey(event) && keep(decision)}
        onSubmit={(event) => {
          event.preventDefault();
          keep(decision);
        }}
      >
        <Field
          label={t('present.text')}
          value={text}
          onChange={setText}
          onBlur={() => text.trim() && keep(decision)}
          error={error}
          maxLength={2000}
          autoFocus={choosesOther}
        />
      </form>
      <DecidedActions
        actions={item.actions}
        onEdit={setEditing}
        onRemove={(action) => box.add(meeting.id, { what: 'action-gone', item: item.id, action })}
      />
      <ActionForm
        takesFocus={!choosesOther}
        key={editing ?? 'new'}
        meeting={meeting}
        item={item}
        editing={editing}
        onDone={() => setEditing(undefined)}
      />
    </div>
  );
}
