import { useTranslation } from 'react-i18next';
import type { AlertCounts } from '#shared/tables.ts';
import { useQueryValues } from '../../data/moment.ts';
import { type Inbox, inboxes } from './inbox.ts';

/** The parts of the inbox with how many alerts each holds; the filters stay. */
export function InboxTabs({ at, counts }: { at: Inbox; counts: AlertCounts | undefined }) {
  const { t } = useTranslation();
  const [, setValues] = useQueryValues();
  return (
    <fieldset className="chips inbox">
      <legend className="visually-hidden">{t('inbox.label')}</legend>
      {inboxes.map((one) => (
        <button
          key={one}
          type="button"
          className="chip"
          aria-pressed={one === at}
          onClick={() => setValues({ inbox: one === 'all' ? undefined : one })}
        >
          {t(`inbox.${one}`)} <span className="figure">{counts?.[one] ?? ''}</span>
        </button>
      ))}
    </fieldset>
  );
}
