import { useTranslation } from 'react-i18next';
import { alertKinds } from '#shared/alert-kinds.ts';
import { useQueryValues } from '../../data/moment.ts';
import { Chips } from '../../ui/Chips.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { LightMark } from '../../ui/LightMark.tsx';
import { severityMark } from '../../ui/marks.ts';
import { ProjectChoice } from '../../ui/table/ProjectChoice.tsx';

const conditions = ['pending', 'firing', 'resolved'] as const;
const severities = ['critical', 'warning', 'watch', 'notice'] as const;
const kinds = alertKinds;
const handlings = [
  'open',
  'acknowledged',
  'rectifying',
  'submitted',
  'returned',
  'accepted',
  'closed',
] as const;
const openOnes = 'pending,firing';

/** Filters of the alert list; they live in the URL. Nothing chosen means what is open. */
export function AlertFilters() {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const chosen = (name: string, standard = '') =>
    (params.get(name) ?? standard).split(',').filter((each) => each !== '');
  const choose = (name: string, values: readonly string[], standard = '') => {
    const text = values.join(',');
    setValues({ [name]: text === standard ? undefined : text || undefined });
  };
  return (
    <search className="filters" aria-label={t('alerts.filters')}>
      <Chips
        label={t('alerts.condition')}
        items={conditions.map((id) => ({ id, text: t(`condition.${id}`) }))}
        chosen={chosen('condition', openOnes)}
        onChange={(ids) => choose('condition', ids, openOnes)}
      />
      <Chips
        label={t('alerts.severity')}
        items={severities.map((id) => ({
          id,
          text: t(`severity.${id}`),
          mark: <LightMark mark={severityMark(id)} />,
        }))}
        chosen={chosen('severity')}
        onChange={(ids) => choose('severity', ids)}
      />
      <Choice
        label={t('alerts.handlings')}
        value={params.get('handling') ?? ''}
        items={[
          { id: '', text: t('alerts.allHandlings') },
          ...handlings.map((id) => ({ id, text: t(`handling.${id}`) })),
        ]}
        onChange={(handling) => setValues({ handling })}
      />
      <Choice
        label={t('alerts.notifying')}
        value={params.get('muted') ?? ''}
        items={[
          { id: '', text: t('alerts.allNotifying') },
          { id: 'true', text: t('alerts.mutedOnly') },
          { id: 'false', text: t('alerts.speaking') },
        ]}
        onChange={(muted) => setValues({ muted })}
      />
      <Choice
        label={t('alerts.kind')}
        value={params.get('kind') ?? ''}
        items={[
          { id: '', text: t('alerts.allKinds') },
          ...kinds.map((id) => ({ id, text: t(`kind.${id}`) })),
        ]}
        onChange={(kind) => setValues({ kind })}
      />
      <ProjectChoice />
    </search>
  );
}
