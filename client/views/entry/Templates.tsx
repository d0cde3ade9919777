import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Project } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import { system } from '../../data/questions.ts';
import { nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Download } from '../../ui/Download.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { likelyDay } from './measurement-cells.ts';

const place = 'imports/templates';

/** The sheet for vouchers, to fill in elsewhere. */
export function VoucherTemplate() {
  const { t } = useTranslation();
  const { data: around } = useSuspenseQuery(system());
  return <Download path={`${place}/expenditures.xlsx?year=${around.year}`}>{t('entry.template')}</Download>;
}

/** The sheets for values: the empty one, and what is due on a day for one owner. */
export function MeasurementTemplates({
  days,
  today,
  projects,
}: {
  days: readonly Day[];
  today: Day;
  projects: readonly Project[];
}) {
  const { t } = useTranslation();
  const { data: around } = useSuspenseQuery(system());
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <button type="button" className="button small" onClick={() => setChoosing(true)}>
        {t('entry.fillIn')}
      </button>
      <Download path={`${place}/measurements.xlsx?year=${around.year}`}>{t('entry.template')}</Download>
      {choosing && (
        <FillIn days={days} today={today} projects={projects} onClose={() => setChoosing(false)} />
      )}
    </>
  );
}

function FillIn({
  days,
  today,
  projects,
  onClose,
}: {
  days: readonly Day[];
  today: Day;
  projects: readonly Project[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [period, setPeriod] = useState(likelyDay(days, today) ?? '');
  const [owner, setOwner] = useState('');
  // Projects without an owner are the finance office's.
  const owners = [...new Set(projects.map((project) => project.owner ?? '财务'))];
  const query = new URLSearchParams({ period, ...(owner && { owner }) });
  return (
    <Sheet title={t('entry.fillIn')} onClose={onClose}>
      <p>{t('entry.fillInText')}</p>
      <div className="stack">
        <Choice
          label={t('entry.period')}
          value={period}
          items={days.map((day) => ({ id: day, text: nodeText(day, spokenLanguage()) }))}
          onChange={setPeriod}
        />
        <Choice
          label={t('entry.owner')}
          value={owner}
          items={[
            { id: '', text: t('entry.everyOwner') },
            ...owners.map((id) => ({ id, text: id === '财务' ? t('overview.noOwner') : id })),
          ]}
          onChange={setOwner}
        />
        <div className="actions end">
          <Download path={`${place}/fill-in.xlsx?${query}`}>{t('entry.download')}</Download>
        </div>
      </div>
    </Sheet>
  );
}
